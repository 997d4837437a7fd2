using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed class RootTests
{
    private static readonly HashSet<string> Belongs =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "CONTRIBUTING.md", "Directory.Build.props",
        "Directory.Packages.props", "LICENSE", "README.md", "Tauro.sln", "bench", "deploy", "docs", "eng",
        "global.json", "requests", "samples", "src", "tests",
    ];

    [Fact]
    public void The_root_contains_only_expected_files() => Findings.None(Check(Repository.RootNames));

    [Fact]
    public void A_stray_file_is_found() =>
        Assert.Equal("NOTES.md", Findings.One(Check(["README.md", "NOTES.md"])).File);

    private static IEnumerable<Finding> Check(IEnumerable<string> names) => names.Where(name => !Belongs.Contains(name))
        .Select(name => new Finding(name, 1, "it does not belong at the root", "Move it to its folder, or delete it"));
}
