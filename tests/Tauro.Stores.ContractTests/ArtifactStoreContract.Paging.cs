namespace Tauro.Stores.ContractTests;

public abstract partial class ArtifactStoreContract
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Files_added_or_deleted_between_pages_neither_repeat_nor_hide_others(bool recursive)
    {
        foreach (var name in new[] { "b/x", "d", "f/x", "h", "ü 文" }) await Write($"r/{name}", Bytes(1));
        var before = await List("r", recursive);
        var round = 0;
        var paged = await Pages.Read(page => Artifacts.List(Path("r"), page, recursive), 2, async () =>
        {
            if (round++ > 0) return;
            foreach (var name in new[] { "a", "b/y", "c" }) await Write($"r/{name}", Bytes(1));
            Ok(await Artifacts.Delete(Path("r/b/x")));
        });
        Assert.Equal(before, paged.Select(entry => entry.Path));
    }

    [Fact]
    public async Task A_page_token_of_artifacts_is_valid_only_for_its_list()
    {
        foreach (var name in new[] { "a/x", "a/y", "b/x", "b/y" }) await Write(name, Bytes(1));
        await Pages.AcceptOnlyTheirOwnTokens(
            page => Artifacts.List(Path("a"), page), page => Artifacts.List(Path("b"), page),
            page => Artifacts.List(Path("a"), page, recursive: true), page => Artifacts.List(Path(""), page));
    }
}
