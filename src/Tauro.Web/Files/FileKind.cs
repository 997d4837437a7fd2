namespace Tauro.Web.Files;

/// <summary>How a file is shown.</summary>
public enum FileKind
{
    /// <summary>Only to download.</summary>
    Unknown,

    Text,

    Markdown,

    Json,

    Table,

    Notebook,

    Image,

    /// <summary>HTML and SVG, which could run code: only in a frame without rights.</summary>
    Page,
}
