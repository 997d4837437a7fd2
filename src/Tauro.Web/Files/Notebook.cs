using System.Text.Json;

namespace Tauro.Web.Files;

/// <summary>
/// A Jupyter notebook, format 4: its cells with their output as text and images. Output that is HTML or JavaScript is
/// left out. See <see href="https://nbformat.readthedocs.io/en/latest/format_description.html"/>.
/// </summary>
internal static class Notebook
{
    private const string Png = "image/png";
    private const string Plain = "text/plain";

    /// <param name="IsMarkdown">Whether it is Markdown, and not code.</param>
    /// <param name="Source">The Markdown or the code.</param>
    /// <param name="Outputs">What the code has written.</param>
    public sealed record Cell(bool IsMarkdown, string Source, IReadOnlyList<Output> Outputs);

    /// <param name="Text">What was written; null for an image.</param>
    /// <param name="Png">An image in base64; null for text.</param>
    public sealed record Output(string? Text, string? Png);

    /// <summary>Reads the cells; null when it is not a notebook.</summary>
    public static IReadOnlyList<Cell>? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("cells").EnumerateArray().Select(ReadCell)];
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Cell ReadCell(JsonElement cell) => new(
        cell.GetProperty("cell_type").GetString() == "markdown",
        Join(cell.GetProperty("source")),
        cell.TryGetProperty("outputs", out var outputs)
            ? [.. outputs.EnumerateArray().Select(ReadOutput).OfType<Output>()]
            : []);

    private static Output? ReadOutput(JsonElement output)
    {
        if (output.TryGetProperty("text", out var written)) return new Output(Join(written), null);
        if (output.TryGetProperty("traceback", out var traceback)) return new Output(Join(traceback), null);
        if (!output.TryGetProperty("data", out var data)) return null;
        if (data.TryGetProperty(Png, out var image) && Join(image) is var base64 && IsBase64(base64))
            return new Output(null, base64.ReplaceLineEndings(""));
        return data.TryGetProperty(Plain, out var plain) ? new Output(Join(plain), null) : null;
    }

    private static bool IsBase64(string value) => System.Buffers.Text.Base64.IsValid(value);

    // A value of several lines is a list of them.
    private static string Join(JsonElement lines) => lines.ValueKind == JsonValueKind.Array
        ? string.Concat(lines.EnumerateArray().Select(line => line.GetString()))
        : lines.GetString() ?? "";
}
