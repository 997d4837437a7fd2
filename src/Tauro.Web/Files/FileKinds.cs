using System.Collections.Frozen;

namespace Tauro.Web.Files;

/// <summary>The way in which a file is shown, by the extension of its name.</summary>
internal static class FileKinds
{
    private static readonly FrozenDictionary<string, FileKind> Kinds = new Dictionary<string, FileKind>
    {
        [".md"] = FileKind.Markdown, [".markdown"] = FileKind.Markdown,
        [".json"] = FileKind.Json, [".ipynb"] = FileKind.Notebook,
        [".csv"] = FileKind.Table, [".tsv"] = FileKind.Table,
        [".svg"] = FileKind.Page, [".html"] = FileKind.Page, [".htm"] = FileKind.Page,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif",
        [".webp"] = "image/webp", [".bmp"] = "image/bmp", [".avif"] = "image/avif",
        [".svg"] = "image/svg+xml", [".html"] = "text/html; charset=utf-8", [".htm"] = "text/html; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> TextExtensions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "", ".txt", ".log", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".py", ".cs", ".js", ".ts", ".sh", ".sql", ".xml",
        ".jsonl", ".r", ".java", ".go", ".rs", ".c", ".h", ".cpp", ".diff", ".patch", ".tex", ".env", ".dockerfile");

    public static FileKind Find(string path) => Path.GetExtension(path) is var extension
        && Kinds.TryGetValue(extension, out var kind) ? kind
        : Types.ContainsKey(extension) ? FileKind.Image
        : TextExtensions.Contains(extension) ? FileKind.Text
        : FileKind.Unknown;

    /// <summary>Returns the media type of an image or a page; null for anything else.</summary>
    public static string? FindType(string path) => Types.GetValueOrDefault(Path.GetExtension(path));
}
