using System.Text.RegularExpressions;

namespace Tauro.Tidy.Tests.Tree;

/// <summary>A Markdown page: its links, headings and anchors, except those in fenced code.</summary>
public sealed partial class Page(TreeFile file)
{
    public IEnumerable<(string Target, int Line)> Links =>
        from line in Prose
        from Match match in Link().Matches(CodeSpan().Replace(line.Text, ""))
        select (match.Groups["to"].Value, line.Number);

    public IEnumerable<(string Text, int Line)> Headings =>
        from line in Prose
        let match = Heading().Match(line.Text)
        where match.Success
        select (match.Groups["text"].Value.Trim(), line.Number);

    public HashSet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (value, _) in Headings)
            {
                var slug = Slug(value);
                for (var n = 1; !anchors.Add(slug); n++)
                    slug = $"{Slug(value)}-{n}";
            }

            foreach (var line in Prose)
                anchors.UnionWith(NamedAnchor().Matches(line.Text).Select(m => m.Groups["id"].Value));
            return anchors;
        }
    }

    private IEnumerable<(string Text, int Number)> Prose
    {
        get
        {
            string? fence = null;
            foreach (var (index, line) in file.Lines.Index())
            {
                var start = Fence().Match(line);
                if (start.Success && (fence is null || line.Trim() == fence))
                    fence = fence is null ? start.Groups["ticks"].Value : null;
                else if (fence is null)
                    yield return (line.TrimEnd('\r'), index + 1);
            }
        }
    }

    // Like GitHub: in lower case, without punctuation, with hyphens for spaces.
    private static string Slug(string heading)
    {
        var value = LinkText().Replace(heading, "$1").ToLowerInvariant();
        return string.Concat(value.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
    }

    // An inline link with an optional title, a reference definition, or an HTML attribute.
    [GeneratedRegex("""
        \]\(<?(?<to>[^)\s>]+)>?(\s+"[^"]*")?\)|^\s*\[[^\]]+\]:\s*(?<to>\S+)|(href|src)="(?<to>[^"]+)"
        """)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6}\s+(?<text>.+?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex("""<a\s+(id|name)=.(?<id>[^"']+)""")]
    private static partial Regex NamedAnchor();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^\s*(?<ticks>`{3,}|~{3,})")]
    private static partial Regex Fence();
}
