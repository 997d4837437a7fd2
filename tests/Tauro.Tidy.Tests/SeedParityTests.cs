using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>Each promise of the seed names a test that exists, or says that it is missing.</summary>
public sealed partial class SeedParityTests
{
    [Fact]
    public void Each_row_names_a_test_that_exists() => Findings.None(Check(
        Repository.Get("docs/seed-parity.md"),
        [
            .. Repository.CSharpIn("tests").SelectMany(file => file.TopLevelTypes)
                .OfType<ClassDeclarationSyntax>()
                .SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>()
                    .Select(method => $"{type.Identifier.Text}.{method.Identifier.Text}")),
        ]));

    [Theory]
    [InlineData("| versions are numbered | yes | `ModelTests.No_such_test` |", "No_such_test")]
    [InlineData("| versions are numbered | yes | |", "no test")]
    public void A_row_without_its_test_is_found(string row, string expected) =>
        Assert.Contains(expected, Findings.One(CheckSample(row)).Problem);

    [Theory]
    [InlineData("| versions are numbered | yes | `ModelTests.A_test` |")]
    [InlineData("| a buffer | *client* | |")]
    [InlineData("| retention | *not yet* | |")]
    [InlineData("| the seed's promise | in Tauro | test |")]
    [InlineData("|---|---|---|")]
    public void A_complete_row_is_accepted(string row) =>
        Assert.Empty(CheckSample(row));

    private static IEnumerable<Finding> CheckSample(string row) =>
        Check(new TreeFile("docs/page.md", row), ["ModelTests.A_test"]);

    private static IEnumerable<Finding> Check(TreeFile page, HashSet<string> tests)
    {
        foreach (var (row, line) in page.Lines.Select((row, index) => (row, index + 1)))
        {
            if (!row.StartsWith("| ", StringComparison.Ordinal) || row.EndsWith("| test |", StringComparison.Ordinal))
                continue;
            var named = TestName().Match(row);
            if (named.Success && !tests.Contains(named.Groups[1].Value))
                yield return page.Finding(line, $"the test {named.Groups[1].Value} does not exist", "Name another");
            else if (!named.Success && !row.Contains("*client*") && !row.Contains("*not yet*"))
                yield return page.Finding(line, "the row has no test", "Name the test that shows it");
        }
    }

    [GeneratedRegex(@"`(\w+\.\w+)` \|$")]
    private static partial Regex TestName();
}
