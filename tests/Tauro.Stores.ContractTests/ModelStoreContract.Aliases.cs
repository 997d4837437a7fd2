using Tauro.Contracts;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    public static TheoryData<string> BadAliases => new(
        "", " ", "a b", "a.b", "a/b", "é", "🐂", "latest", "LATEST", "Latest", "v1", "V1", "v007", "a\n");

    public static TheoryData<string> GoodAliases => new(
        "a", "champion", "Champion", "a-b_c", "-", "_", "1", "v", "V", "v1a", "va1", "latest1");

    [Theory, MemberData(nameof(GoodAliases))]
    public async Task A_valid_alias_points_to_its_version(string alias)
    {
        await Register("fraud");
        Assert.Equal(1, Ok(await store.SetAlias("fraud", alias, 1, Cancel)).Aliases[alias]);
        Assert.Equal(1, (await Model("fraud")).Aliases[alias]);
        Assert.Equal(1, Ok(await store.GetVersionByAlias("fraud", alias, Cancel)).Version);
        Assert.Equal([alias], (await Version("fraud", 1)).Aliases);
    }

    [Theory, MemberData(nameof(BadAliases))]
    public async Task An_invalid_alias_is_refused(string alias)
    {
        await Register("fraud");
        Refused(await store.SetAlias("fraud", alias, 1, Cancel), ProblemKind.Invalid, ProblemCodes.InvalidName);
        Assert.Empty((await Model("fraud")).Aliases);
    }

    [Fact]
    public async Task An_alias_may_have_the_maximum_length_but_not_more()
    {
        await Register("fraud");
        Ok(await store.SetAlias("fraud", new string('a', Limits.AliasLengthMax), 1, Cancel));
        Refused(await store.SetAlias("fraud", new string('a', Limits.AliasLengthMax + 1), 1, Cancel),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task Setting_an_alias_again_moves_it()
    {
        await Register("fraud");
        await Register("fraud");
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.SetAlias("fraud", "champion", 2, Cancel));
        Assert.Equal(2, Ok(await store.GetVersionByAlias("fraud", "champion", Cancel)).Version);
        Assert.Empty((await Version("fraud", 1)).Aliases);
        Assert.Single((await Model("fraud")).Aliases);
    }

    [Fact]
    public async Task A_version_lists_its_aliases_in_ordinal_order()
    {
        await Register("fraud");
        foreach (var alias in new[] { "b", "a", "B" }) Ok(await store.SetAlias("fraud", alias, 1, Cancel));
        Assert.Equal(["B", "a", "b"], (await Version("fraud", 1)).Aliases);
    }

    [Fact]
    public async Task Deleting_a_version_deletes_its_aliases_and_no_others()
    {
        await Register("fraud");
        await Register("fraud");
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.SetAlias("fraud", "challenger", 2, Cancel));
        Ok(await store.DeleteVersion("fraud", 1, Cancel));
        Refused(await store.GetVersionByAlias("fraud", "champion", Cancel),
            ProblemKind.NotFound, ProblemCodes.AliasNotFound);
        Assert.Equal(["challenger"], (await Model("fraud")).Aliases.Keys);
    }

    [Fact]
    public async Task Requests_for_an_absent_alias_or_version_are_not_found()
    {
        await Register("fraud");
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.DeleteAlias("fraud", "champion", Cancel));
        Refused(await store.DeleteAlias("fraud", "champion", Cancel), ProblemKind.NotFound, ProblemCodes.AliasNotFound);
        Refused(await store.GetVersionByAlias("fraud", "champion", Cancel),
            ProblemKind.NotFound, ProblemCodes.AliasNotFound);
        NoVersion(await store.SetAlias("fraud", "champion", 2, Cancel));
    }

    [Fact]
    public async Task Aliases_cannot_be_added_beyond_their_limit()
    {
        await Register("fraud");
        for (var i = 0; i < Limits.AliasesMax; i++) Ok(await store.SetAlias("fraud", $"a{i}", 1, Cancel));
        Refused(await store.SetAlias("fraud", "more", 1, Cancel), ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Ok(await store.SetAlias("fraud", "a0", 1, Cancel));
    }
}
