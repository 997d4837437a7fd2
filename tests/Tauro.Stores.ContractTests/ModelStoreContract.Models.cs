using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    public static TheoryData<string> BadNames => new(
        "", " ", "\t", ".", "..", "a/b", "/", "a:b", ":", "a%2Fb", "a\nb", "a\0", "\ud800", "x\udc00y");

    public static TheoryData<string> OddButGoodNames => new(
        "fraud", "Fraud Detection", "…", "...", "a.b", "%",
        "模型", "🐂", "'; DROP TABLE models; --", "a\\b", "*");

    [Fact]
    public async Task A_created_model_has_the_given_values_and_no_version()
    {
        var tags = new Dictionary<string, string> { ["team"] = "risk", ["empty"] = "" };
        var created = Ok(await store.CreateModel(new NewModel("fraud", "Finds fraud.", tags), Cancel));

        var model = await Model("fraud");
        Assert.Equal(created.ModelId, model.ModelId);
        Assert.Matches("^[0-9a-f]{32}$", model.ModelId);
        Assert.Equal(("fraud", "Finds fraud.", 0), (model.Name, model.Description, model.LastVersion));
        Assert.Equal(tags, model.Tags.ToDictionary());
        Assert.Empty(model.Aliases);
        Assert.True(model.CreationTime > 0);
        Assert.Equal(model.CreationTime, model.LastUpdateTime);
    }

    [Fact]
    public async Task Creating_a_taken_name_conflicts_and_changes_nothing()
    {
        Ok(await store.CreateModel(new NewModel("fraud", "first"), Cancel));
        var before = await LastSequence();
        Refused(await store.CreateModel(new NewModel("fraud", "second"), Cancel),
            ProblemKind.Conflict, ProblemCodes.ModelNameTaken);
        Assert.Equal("first", (await Model("fraud")).Description);
        Assert.Equal(before, await LastSequence());
    }

    [Fact]
    public async Task Only_one_of_many_concurrent_creations_of_a_name_succeeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(async () => await store.CreateModel(new NewModel("fraud", $"{i}"), Cancel))));
        Assert.Single(outcomes, outcome => outcome.IsOk);
        Assert.Equal(outcomes.Single(outcome => outcome.IsOk).Value.Description, (await Model("fraud")).Description);
    }

    [Fact]
    public async Task Names_are_case_sensitive()
    {
        await Register("fraud");
        await Register("Fraud");
        Assert.Equal(["Fraud", "fraud"], await Names(null));
    }

    [Theory, MemberData(nameof(OddButGoodNames))]
    public async Task An_unusual_name_is_stored_as_it_is(string name)
    {
        await Register(name);
        Assert.Equal(name, (await Model(name)).Name);
        Assert.Equal(name, (await Version(name, 1)).Name);
        Assert.Equal([name], await Names(null));
    }

    [Theory, MemberData(nameof(BadNames))]
    public async Task An_invalid_name_is_refused_everywhere(string name)
    {
        await Register("fraud");
        var before = await LastSequence();
        Refused(await store.CreateModel(new NewModel(name), Cancel), ProblemKind.Invalid, ProblemCodes.InvalidName);
        Refused(await store.RegisterVersion(name, Metadata, cancel: Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidName);
        Refused(await store.UpdateModel("fraud", new ModelChange(name), Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidName);
        Assert.Equal(before, await LastSequence());
    }

    [Fact]
    public async Task A_version_can_require_that_its_model_exists()
    {
        Refused(await store.RegisterVersion("fraud", Metadata, mustExist: true, cancel: Cancel),
            ProblemKind.NotFound, ProblemCodes.ModelNotFound);
        NoModel(await store.GetModel("fraud", Cancel));

        await Register("fraud");
        Assert.Equal(2, Ok(await store.RegisterVersion("fraud", Metadata, mustExist: true, cancel: Cancel)).Version);
    }

    [Fact]
    public async Task A_name_may_have_the_maximum_length_but_not_more()
    {
        await Register(new string('n', Limits.NameLengthMax));
        Refused(await store.RegisterVersion(new string('n', Limits.NameLengthMax + 1), Metadata, cancel: Cancel),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task Tags_and_descriptions_over_their_limits_are_refused()
    {
        static Dictionary<string, string> Tag(string key, string value) => new() { [key] = value };
        var tooMany = Enumerable.Range(0, Limits.TagsMax + 1).ToDictionary(i => $"t{i}", _ => "");
        Over(new NewModel("m", new string('d', Limits.DescriptionLengthMax + 1)));
        Over(new NewModel("m", Tags: Tag(new string('k', Limits.KeyLengthMax + 1), "v")));
        Over(new NewModel("m", Tags: Tag("k", new string('v', Limits.ModelTagValueLengthMax + 1))));
        Over(new NewModel("m", Tags: tooMany));
        Refused(await store.CreateModel(new NewModel("m", Tags: Tag(" ", "v")), Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidName);
        Ok(await store.CreateModel(new NewModel(
            "m", new string('d', Limits.DescriptionLengthMax),
            Tag(new string('k', Limits.KeyLengthMax), new string('v', Limits.ModelTagValueLengthMax))), Cancel));

        void Over(NewModel model) => Refused(
            store.CreateModel(model, Cancel).AsTask().GetAwaiter().GetResult(),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task An_update_changes_only_the_given_values()
    {
        Ok(await store.CreateModel(
            new NewModel("fraud", "old", new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }), Cancel));
        var tags = new Dictionary<string, string?> { ["a"] = null, ["c"] = "3", ["absent"] = null };
        Ok(await store.UpdateModel("fraud", new ModelChange(Tags: tags), Cancel));
        var model = await Model("fraud");
        Assert.Equal("old", model.Description);
        Assert.Equal(new Dictionary<string, string> { ["b"] = "2", ["c"] = "3" }, model.Tags.ToDictionary());

        Ok(await store.UpdateModel("fraud", new ModelChange(Description: "new"), Cancel));
        Assert.Equal("new", (await Model("fraud")).Description);
        Assert.Equal(2, (await Model("fraud")).Tags.Count);
    }

    [Fact]
    public async Task Tags_cannot_be_added_beyond_their_limit()
    {
        var full = Enumerable.Range(0, Limits.TagsMax).ToDictionary(i => $"t{i}", _ => "");
        Ok(await store.CreateModel(new NewModel("fraud", Tags: full), Cancel));
        Refused(
            await store.UpdateModel(
                "fraud", new ModelChange(Tags: new Dictionary<string, string?> { ["more"] = "1" }), Cancel),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Ok(await store.UpdateModel(
            "fraud", new ModelChange(Tags: new Dictionary<string, string?> { ["t0"] = null, ["more"] = "1" }), Cancel));
    }

    [Fact]
    public async Task A_rename_keeps_versions_aliases_tags_and_the_id()
    {
        await Register("fraud", Metadata with { Tags = new Dictionary<string, string> { ["k"] = "v" } });
        await Register("fraud");
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.UpdateModel(
            "fraud", new ModelChange(Tags: new Dictionary<string, string?> { ["team"] = "risk" }), Cancel));
        var before = await Model("fraud");

        Ok(await store.UpdateModel("fraud", new ModelChange("scam"), Cancel));

        NoModel(await store.GetModel("fraud", Cancel));
        NoModel(await store.GetVersion("fraud", 1, Cancel));
        var model = await Model("scam");
        Assert.Equal((before.ModelId, 2), (model.ModelId, model.LastVersion));
        Assert.Equal("risk", model.Tags["team"]);
        Assert.Equal(1, model.Aliases["champion"]);
        var version = await Version("scam", 1);
        Assert.Equal(("scam", "v"), (version.Name, version.Tags["k"]));
        Assert.Equal(["champion"], version.Aliases);
        Assert.Equal(1, Ok(await store.GetVersionByAlias("scam", "champion", Cancel)).Version);
        Assert.Equal(["scam/1", "scam/2"], (await Versions(null)).Order());
        Assert.Equal(3, (await Register("scam")).Version);
        Assert.Equal(1, (await Register("fraud")).Version);
    }

    [Fact]
    public async Task Renaming_to_a_taken_name_conflicts_and_to_the_same_name_does_not()
    {
        await Register("fraud");
        await Register("churn");
        Refused(await store.UpdateModel("fraud", new ModelChange("churn", "new"), Cancel),
            ProblemKind.Conflict, ProblemCodes.ModelNameTaken);
        Assert.Null((await Model("fraud")).Description);
        Ok(await store.UpdateModel("fraud", new ModelChange("fraud", "new"), Cancel));
        Assert.Equal("new", (await Model("fraud")).Description);
    }

    [Fact]
    public async Task Deleting_a_model_deletes_all_its_data_and_frees_its_name()
    {
        var old = await Register("fraud");
        await Register("fraud");
        Ok(await store.SetAlias("fraud", "champion", 2, Cancel));

        Assert.Equal("fraud", Ok(await store.DeleteModel("fraud", cancel: Cancel)).Name);

        NoModel(await store.GetModel("fraud", Cancel));
        NoModel(await store.GetVersion("fraud", 1, Cancel));
        NoModel(await store.GetVersionByAlias("fraud", "champion", Cancel));
        Assert.Empty(await Versions(null));
        var again = await Register("fraud");
        Assert.Equal(1, again.Version);
        Assert.NotEqual(old.ModelId, again.ModelId);
        Assert.Empty((await Model("fraud")).Aliases);
    }

    [Fact]
    public async Task Requests_for_an_absent_model_are_not_found()
    {
        NoModel(await store.GetModel("none", Cancel));
        NoModel(await store.UpdateModel("none", new ModelChange(Description: "d"), Cancel));
        NoModel(await store.DeleteModel("none", cancel: Cancel));
        NoModel(await store.GetVersion("none", 1, Cancel));
        NoModel(await store.GetLatestVersion("none", null, Cancel));
        NoModel(await store.GetVersionByAlias("none", "a", Cancel));
        NoModel(await store.UpdateVersion("none", 1, new ModelVersionChange("d"), Cancel));
        NoModel(await store.TransitionStage("none", 1, ModelStage.Staging, false, Cancel));
        NoModel(await store.MarkReady("none", 1, null, [], Cancel));
        NoModel(await store.MarkFailed("none", 1, null, "r", Cancel));
        NoModel(await store.DeleteVersion("none", 1, Cancel));
        NoModel(await store.SetAlias("none", "a", 1, Cancel));
        NoModel(await store.DeleteAlias("none", "a", Cancel));
        Assert.Equal(0, await LastSequence());
    }
}
