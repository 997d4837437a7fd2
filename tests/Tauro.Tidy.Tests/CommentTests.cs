using System.Text.RegularExpressions;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed partial class CommentTests
{
    private static readonly string[] Extensions =
        [".cs", ".md", ".csproj", ".props", ".targets", ".sh", ".http", ".yml", ".yaml", ".json", ".razor", ".proto"];

    [Fact]
    public void Every_TODO_has_an_issue() => Findings.None(Repository.WithExtension(Extensions).SelectMany(Check));

    [Theory]
    [InlineData("// TO" + "DO: later", 1)]
    [InlineData("// FIX" + "ME", 1)]
    [InlineData("// HA" + "CK(#12): until the server sends the length", 0)]
    [InlineData("No `TO" + "DO` without an issue number", 0)]
    [InlineData("var mastodon = 1;", 0)]
    public void A_TODO_without_an_issue_is_found(string line, int found) =>
        Assert.Equal(found, Check(new TreeFile("src/Tauro.X/Sample.cs", line)).Count());

    private static IEnumerable<Finding> Check(TreeFile file) => file.Lines.Index()
        .Where(line => OpenTask().IsMatch(line.Item))
        .Select(line => file.Finding(line.Index + 1, "work is left without an issue",
            "Do it, or open an issue and write (#number)"));

    // In backticks or quotes the word is only mentioned.
    [GeneratedRegex("(?<![`\"'\\w])(TO" + @"DO|FIX" + "ME|HA" + @"CK)\b(?!`)(?!\s?\(?#\d+)")]
    private static partial Regex OpenTask();
}
