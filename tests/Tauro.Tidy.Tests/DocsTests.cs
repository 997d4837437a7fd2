using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed partial class DocsTests
{
    private const string Index = "docs/README.md";

    [Fact]
    public void The_index_lists_every_page()
    {
        var listed = new Page(Repository.Get(Index)).Links.Select(l => $"docs/{l.Target.Split('#')[0]}").ToHashSet();
        Findings.None(Repository.Pages.Where(p => p.IsIn("docs") && p.Path != Index && !listed.Contains(p.Path))
            .Select(p => p.Finding(1, $"{Index} does not list it", "Add a line that describes it")));
    }

    [Fact]
    public void Every_problem_code_is_explained()
    {
        var codes = Repository.Get("src/Tauro.Contracts/ProblemCodes.cs");
        var page = Repository.Get("docs/reference/problems.md");
        Findings.None(Unexplained(codes, page));
    }

    [Fact]
    public void A_code_without_an_entry_and_an_entry_without_a_code_are_found()
    {
        var codes = new TreeFile("Codes.cs", """
            class ProblemCodes {
                const string A = "run_not_found";
                const string B = "gone"; }
            """);
        var page = new TreeFile("problems.md", "# Problems\n## `run_not_found`\n## never_sent\n## How to read this\n");

        Assert.Equal([("Codes.cs", 3), ("problems.md", 3)], Unexplained(codes, page).Select(f => (f.File, f.Line)));
    }

    [Fact]
    public void Every_code_of_the_Python_module_has_one_of_ours()
    {
        var sent = LiteralsOf(Repository.Get("src/Tauro.Contracts/ProblemCodes.cs")).Select(s => s.Code).ToHashSet();
        var exits = ExitCode().Matches(Repository.Get("docs/reference/configuration.md").Text)
            .Select(m => $"exit code {m.Groups["code"].Value}").ToHashSet();
        var rows = PythonCode().Matches(Repository.Get("docs/reference/problems.md").Text);

        Assert.Equal(44, rows.Select(row => row.Groups["python"].Value).Distinct().Count());
        Assert.Empty(rows.Select(row => row.Groups["ours"].Value.Trim('`'))
            .Where(code => !sent.Contains(code) && !exits.Contains(code)).Distinct());
        Assert.Empty(rows.SelectMany(row => QuotedCode().Matches(row.Groups["cause"].Value))
            .Select(m => m.Value.Trim('`')).Where(code => code != "status_message" && !sent.Contains(code))
            .Distinct());
    }

    [Fact]
    public void The_page_of_the_configuration_lists_every_variable()
    {
        var page = Repository.Get("docs/reference/configuration.md");
        var read = Repository.Source.SelectMany(file => Variable().Matches(file.Text)).Select(m => m.Value[1..^1]);
        Assert.Empty(read.Where(variable => !page.Text.Contains($"`{variable}`")).Distinct());
    }

    [Fact]
    public void Every_decision_has_all_its_parts() =>
        Findings.None(Repository.Pages.Where(p => Decision().IsMatch(p.Path)).SelectMany(Incomplete));

    [Fact]
    public void Numbers_of_decisions_are_unique() => Assert.Empty(
        Repository.Pages.Select(p => Decision().Match(p.Path)).Where(m => m.Success)
            .GroupBy(m => m.Groups["number"].Value).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void A_decision_without_consequences_is_found() =>
        Assert.Contains("Consequences", Findings.One(Incomplete(new TreeFile("docs/decisions/0009-x.md",
            "# 9. X\nDate: 2026-11-23\n## Context\n## Options\n## Decision\n"))).Problem);

    private static IEnumerable<Finding> Unexplained(TreeFile codes, TreeFile page)
    {
        var sent = LiteralsOf(codes).ToList();
        var explained = new Page(page).Headings.Select(h => (Code: h.Text.Trim('`'), h.Line)).ToList();

        foreach (var (node, code) in sent.Where(s => explained.All(e => e.Code != s.Code)))
            yield return codes.Finding(node, $"{code} is not explained", $"Add the heading `{code}` to {page.Path}");
        foreach (var (code, line) in explained.Where(e => Code().IsMatch(e.Code) && sent.All(s => s.Code != e.Code)))
            yield return page.Finding(line, $"{code} is never sent", "Delete the entry, or correct its name");
    }

    private static IEnumerable<(VariableDeclaratorSyntax Node, string Code)> LiteralsOf(TreeFile codes) =>
        codes.Syntax.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(v => v.Initializer?.Value is LiteralExpressionSyntax)
            .Select(v => (v, ((LiteralExpressionSyntax)v.Initializer!.Value).Token.ValueText));

    private static IEnumerable<Finding> Incomplete(TreeFile decision)
    {
        string[] expected = ["Date: 20", "## Context", "## Options", "## Decision", "## Consequences"];
        return expected.Where(part => !decision.Lines.Any(l => l.StartsWith(part, StringComparison.Ordinal)))
            .Select(part => decision.Finding(1, $"the decision lacks `{part}`", "Follow docs/decisions/template.md"));
    }

    [GeneratedRegex(@"^docs/decisions/(?<number>\d{4})-[a-z0-9-]+\.md$")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCode();

    [GeneratedRegex(
        @"^\| `(?<python>[A-Z]+_\d{3})` \| [^|]+ \| (?<ours>[^|]+) \| (?<cause>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex PythonCode();

    [GeneratedRegex("`[a-z]+(_[a-z]+)+`")]
    private static partial Regex QuotedCode();

    [GeneratedRegex("\"TAURO_[A-Z_]+\"")]
    private static partial Regex Variable();

    [GeneratedRegex("^[a-z]+(_[a-z]+)+$")]
    private static partial Regex Code();
}
