using System.Text.RegularExpressions;

namespace Tauro.EndToEnd.Tests.Readme;

/// <summary>
/// The fenced code blocks of the README, so that tests run what a reader copies. A block is selected by a word in its
/// info string: <c>```bash quickstart</c> has the language <c>bash</c> and the tag <c>quickstart</c>.
/// </summary>
public static partial class ReadmeSamples
{
    public sealed record Block(string Language, IReadOnlyList<string> Tags, string Code, int Line)
    {
        public override string ToString() => $"README.md:{Line} ({Language})";
    }

    /// <summary>Returns the blocks with a tag, in the order of the page.</summary>
    public static IReadOnlyList<Block> Tagged(string tag) => [.. All.Where(block => block.Tags.Contains(tag))];

    /// <summary>All blocks of README.md.</summary>
    public static IEnumerable<Block> All => Read(File.ReadAllText(Path.Combine(Root, "README.md")));

    public static IEnumerable<Block> Read(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            var fence = Fence().Match(lines[start]);
            if (!fence.Success)
                continue;

            var end = Array.FindIndex(lines, start + 1, line => Closes(line, fence.Groups["ticks"].Value));
            if (end < 0)
                throw new FormatException($"The code block at line {start + 1} is never closed.");

            // A block in a list is indented; what a reader copies is not.
            var indent = fence.Groups["indent"].Length;
            var code = lines[(start + 1)..end].Select(l => l[Math.Min(indent, l.Length - l.TrimStart(' ').Length)..]);
            var info = fence.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return new(info.FirstOrDefault() ?? "", info.Length > 1 ? info[1..] : [],
                string.Concat(code.Select(line => line + "\n")), start + 1);
            start = end;
        }
    }

    /// <summary>The folder of README.md, in which the commands of the quick start are run.</summary>
    public static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Tauro.sln")))
                folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("No folder above this program contains Tauro.sln.");
        }
    }

    private static bool Closes(string line, string ticks) =>
        line.Trim() is { } value && value.Length >= ticks.Length && value.All(c => c == ticks[0]);

    [GeneratedRegex(@"^(?<indent> *)(?<ticks>`{3,}|~{3,})(?<info>[^`]*)$")]
    private static partial Regex Fence();
}
