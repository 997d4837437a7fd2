using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed class ShapeTests
{
    private const int LinesMax = 300;
    private const int ColumnsMax = 120;
    private const int ProjectLinesMax = 19;

    private static readonly Dictionary<string, string> MayBeLong = new()
    {
        ["eng/test.cs"] = "a file-based program is one file",
    };
    private static readonly Dictionary<string, string> MayBeWide = [];

    private static readonly Dictionary<string, string> ProjectsThatMayBeLong = new()
    {
        ["src/Tauro.AppHost/Tauro.AppHost.csproj"] = "an Aspire AppHost needs more settings",
        ["src/Tauro.ServiceDefaults/Tauro.ServiceDefaults.csproj"] = "it lists what every service references",
    };

    private static IEnumerable<TreeFile> Code => Repository.CSharpIn("src", "tests", "eng", "samples", "bench");

    [Fact]
    public void No_file_is_longer_than_300_lines() => Findings.None(Code.SelectMany(TooLong), MayBeLong);

    [Fact]
    public void No_line_is_wider_than_120_columns() => Findings.None(Code.SelectMany(TooWide), MayBeWide);

    [Fact]
    public void There_are_no_regions() => Findings.None(Code.SelectMany(Regions));

    [Fact]
    public void A_project_file_has_fewer_than_20_lines() => Findings.None(
        Repository.WithExtension(".csproj").Where(f => !ProjectsThatMayBeLong.ContainsKey(f.Path))
            .Where(f => f.Text.TrimEnd().Split('\n').Length > ProjectLinesMax)
            .Select(f => f.Finding(ProjectLinesMax + 1, "the project file is too long",
                "Move what several projects need to Directory.Build.props")));

    [Fact]
    public void Long_files_wide_lines_and_regions_are_found()
    {
        var comments = string.Concat(Enumerable.Repeat("//\n", LinesMax));
        var sample = new TreeFile("src/Tauro.Stores/Big.cs",
            $"{comments}#{"region"} Fields\n{new string('x', ColumnsMax + 1)}");

        Assert.Equal(LinesMax + 1, Findings.One(TooLong(sample)).Line);
        Assert.Equal(LinesMax + 2, Findings.One(TooWide(sample)).Line);
        Assert.Equal(LinesMax + 1, Findings.One(Regions(sample)).Line);
    }

    private static IEnumerable<Finding> TooLong(TreeFile file)
    {
        var lines = file.Text.TrimEnd().Split('\n').Length;
        if (lines > LinesMax)
            yield return file.Finding(LinesMax + 1, $"the file has {lines} lines", "Split it by subject");
    }

    private static IEnumerable<Finding> TooWide(TreeFile file) => file.Lines.Index()
        .Where(line => line.Item.TrimEnd('\r').Length > ColumnsMax)
        .Select(line => file.Finding(line.Index + 1, $"the line has {line.Item.Length} columns", "Wrap it"));

    private static IEnumerable<Finding> Regions(TreeFile file) => file.Lines.Index()
        .Where(line => line.Item.TrimStart().StartsWith("#" + "region", StringComparison.Ordinal))
        .Select(line => file.Finding(line.Index + 1, "the code is in a region", "Move it to its own file"));
}
