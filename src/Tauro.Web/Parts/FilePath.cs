namespace Tauro.Web.Parts;

/// <summary>The parts of the path of a file, whose separator is a slash.</summary>
internal static class FilePath
{
    /// <summary>Returns the name without its folder.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Returns the folder; empty for the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is var at and > 0 ? path[..at] : "";
}
