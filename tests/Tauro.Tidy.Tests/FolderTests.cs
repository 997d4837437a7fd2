using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>A folder is a namespace, and the folders of a project use each other in one direction.</summary>
public sealed class FolderTests
{
    private const string Page = "docs/internals/folders.md";
    private const string Rewrite = "TAURO_SNAPSHOTS";

    [Fact]
    public void A_folder_is_its_namespace() => Findings.None(Repository.Source.SelectMany(WrongNamespace));

    [Theory]
    [InlineData("src/Tauro.X/Runs/StartRun.cs", "namespace Tauro.X.Runs;", 0)]
    [InlineData("src/Tauro.X/Program.cs", "return 0;", 0)]
    [InlineData("src/Tauro.X/Runs/RunServices.cs", "namespace Microsoft.Extensions.DependencyInjection;", 0)]
    [InlineData("src/Tauro.X/Runs/StartRun.cs", "namespace Tauro.X;", 1)]
    [InlineData("src/Tauro.X/StartRun.cs", "namespace Tauro.X.Runs;", 1)]
    public void A_folder_that_is_not_its_namespace_is_found(string path, string code, int found) =>
        Assert.Equal(found, WrongNamespace(new TreeFile(path, code)).Count());

    [Fact]
    public void No_folders_of_a_project_depend_on_each_other_in_a_cycle() => Findings.None(
        from graph in FolderGraph.InSource
        from folder in graph.Cycles().SelectMany(circle => circle)
        select new Finding($"src/{graph.Project}/{folder}", 1, "the folder is in a cycle of folders",
            "Move what both sides use to a third folder"));

    [Theory]
    [InlineData("namespace P.A; class X;", "using P.A; namespace P.B; class Y { X x; }", false)]
    [InlineData("using P.B; namespace P.A; class X { Y y; }", "using P.A; namespace P.B; class Y { X x; }", true)]
    [InlineData("namespace P.A; class X { B.Y y; }", "using P.A; namespace P.B; class Y { X x; }", true)]
    [InlineData("namespace P.A; class X { B.Y y; }", "namespace P.B; class Y { string X; }", false)]
    public void A_cycle_is_found(string first, string second, bool isCircle)
    {
        var graph = new FolderGraph("P", [new("src/P/A/X.cs", first), new("src/P/B/Y.cs", second)]);

        Assert.Equal(isCircle ? ["A", "B"] : [], graph.Cycles().SelectMany(circle => circle));
    }

    [Fact]
    public void A_folder_and_its_subfolder_can_be_a_cycle()
    {
        var graph = new FolderGraph("P",
        [
            new("src/P/A/Routes.cs", "using P.A.B; namespace P.A; static class Routes { void Map() => Y.Handle(); }"),
            new("src/P/A/Names.cs", "namespace P.A; static class Names;"),
            new("src/P/A/B/Y.cs", "namespace P.A.B; static class Y { void Handle() => Names.Check(); }"),
        ]);

        Assert.Equal(["A", "A/B"], Assert.Single(graph.Cycles()));
    }

    [Fact]
    public void The_page_of_folders_is_up_to_date()
    {
        var drawn = Draw();
        if (Environment.GetEnvironmentVariable(Rewrite) is { Length: > 0 })
            File.WriteAllText(Path.Combine(Repository.Root, Page), drawn);
        else
            Assert.True(drawn == Repository.Get(Page).Text, $"{Page} is stale. Run this test with {Rewrite}=update.");
    }

    private static string Draw() =>
        $"""
        # Folders

        The dependencies between the folders of each project. An arrow that follows from others is omitted, unless the
        project has cycles. Run `Tauro.Tidy.Tests` with `{Rewrite}=update` to update this page.

        """ + "\n" + string.Join('\n', FolderGraph.InSource.Where(graph => graph.Folders.Count > 1)
            .Select(graph => $"## {graph.Project}\n\n{graph.Draw()}"));

    private static IEnumerable<Finding> WrongNamespace(TreeFile file)
    {
        var actual = FolderGraph.NamespaceOf(file);
        var expected = string.Join('.', file.Path.Split('/')[1..^1]);
        if (actual.Length == 0 || actual == expected || FolderGraph.ExtensionNamespaces.Contains(actual)) yield break;
        yield return file.Finding(1, $"its namespace is {actual}", $"Use {expected}, or move the file");
    }
}
