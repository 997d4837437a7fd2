using System.Collections.Frozen;

namespace Tauro.Mlflow;

/// <summary>
/// The content types that MLflow's server uses: plain text for every file that its browser UI shows as text, otherwise
/// the type for the extension. Files are sent as attachments that a browser neither sniffs nor runs.
/// </summary>
public static class MlflowContentTypes
{
    private const string Text = "text/plain";

    private static readonly FrozenSet<string> TextNames = new[]
    {
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml",
        "xml", "json", "js", "py", "py3", "csv", "tsv", "md", "rst", "mlmodel", "mlproject",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        ["bmp"] = "image/bmp",
        ["gif"] = "image/gif",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["svg"] = "image/svg+xml",
        ["tar"] = "application/x-tar",
        ["webp"] = "image/webp",
        ["zip"] = "application/zip",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string FromFileName(string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.');
        return TextNames.Contains(extension.Length == 0 ? name : extension)
            ? Text
            : ByExtension.GetValueOrDefault(extension, "application/octet-stream");
    }
}
