using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed class LinkTests
{
    [Fact]
    public void No_relative_link_is_dead() =>
        Findings.None(Repository.Pages.SelectMany(page => Check(page, Repository.Contains, Repository.Get)));

    [Theory]
    [InlineData("[gone](missing.md)", "missing.md")]
    [InlineData("![gone](img/missing.png \"title\")", "img/missing.png")]
    [InlineData("[gone]: ../missing.md", "missing.md")]
    [InlineData("[gone](start.md#nowhere)", "#nowhere")]
    [InlineData("[gone](#nowhere)", "#nowhere")]
    [InlineData("[gone](/docs/start.md)", "absolute")]
    [InlineData("[gone](../../etc/passwd)", "outside")]
    public void A_dead_link_is_found(string value, string expected) =>
        Assert.Contains(expected, Findings.One(CheckSample(value)).Problem);

    [Theory]
    [InlineData("[page](start.md), [heading](start.md#the-first-run), [same](#a-page), [web](https://example.org/x)")]
    [InlineData("[twice](start.md#again-1) and [folder](../src)")]
    [InlineData("in code: `[gone](missing.md)`")]
    [InlineData("```md\n[gone](missing.md)\n```")]
    public void A_valid_link_is_accepted(string value) => Assert.Empty(CheckSample(value));

    private static IEnumerable<Finding> CheckSample(string value)
    {
        var start = new TreeFile("docs/start.md", "# Start\n## The `first` run\n## Again\n## Again\n");
        var page = new TreeFile("docs/page.md", $"# A page\n\n{value}\n");
        return Check(page, path => path is "docs/start.md" or "src", _ => start);
    }

    private static IEnumerable<Finding> Check(TreeFile file, Func<string, bool> exists, Func<string, TreeFile> get)
    {
        var page = new Page(file);
        foreach (var (target, line) in page.Links)
        {
            var (to, anchor) = target.Split('#', 2) is [var path, var id] ? (path, id) : (target, null);
            if (to.Contains(':') || to.StartsWith("//", StringComparison.Ordinal))
                continue; // another site, which a test cannot check

            var full = to.Length == 0 ? file.Path : Resolve(file.Path, to);
            if (to.StartsWith('/'))
                yield return file.Finding(line, $"{target} is absolute", "Make it relative to this page");
            else if (full is null)
                yield return file.Finding(line, $"{target} is outside the repository", "Link to the web");
            else if (to.Length > 0 && !exists(full))
                yield return file.Finding(line, $"{full} does not exist", "Correct the link, or write the page");
            else if (anchor is not null && full.EndsWith(".md", StringComparison.Ordinal)
                && !(to.Length == 0 ? page : new Page(get(full))).Anchors.Contains(anchor))
                yield return file.Finding(line, $"{full} has no heading for #{anchor}", "Correct the anchor");
        }
    }

    private static string? Resolve(string from, string to)
    {
        var parts = new Stack<string>(from.Split('/')[..^1]);
        foreach (var part in Uri.UnescapeDataString(to).TrimEnd('/').Split('/').Where(p => p is not "."))
            if (part is not "..")
                parts.Push(part);
            else if (!parts.TryPop(out _))
                return null;
        return string.Join('/', parts.Reverse());
    }
}
