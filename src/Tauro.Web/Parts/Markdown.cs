using System.Text.Encodings.Web;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Tauro.Web.Parts;

/// <summary>Notes and descriptions, which are Markdown.</summary>
internal static class Markdown
{
    private const int SummarizedMax = 2_000;

    private static readonly string[] Schemes = ["http", "https", "mailto"];

    // HTML in it is shown, not rendered.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseAutoLinks().UseTaskLists().Build();

    /// <summary>Renders Markdown to HTML in which nothing can be run and nothing is loaded.</summary>
    public static MarkupString Render(string source)
    {
        try
        {
            return (MarkupString)Convert(source);
        }
        catch (ArgumentException)
        {
            // Nested more deeply than any text is.
            return (MarkupString)$"<pre>{HtmlEncoder.Default.Encode(source)}</pre>";
        }
    }

    /// <summary>Returns the start of what Markdown says, without its marks, for a cell.</summary>
    public static string Summarize(string? source)
    {
        // A part of it is enough, and links and marks are longer than what they show.
        var part = source is { Length: > SummarizedMax } ? source[..SummarizedMax] : source ?? "";
        try
        {
            var words = Markdig.Markdown.ToPlainText(part, Pipeline);
            return Format.Start(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
        catch (ArgumentException)
        {
            return Format.Start(part);
        }
    }

    private static string Convert(string source)
    {
        var document = Markdig.Markdown.Parse(source, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            // An image would be loaded from a place that its author has chosen.
            link.IsImage = false;
            if (!IsAllowed(link.Url)) link.Url = "";
            else link.GetAttributes().AddPropertyIfNotExist("rel", "noopener noreferrer");
        }

        foreach (var link in document.Descendants<AutolinkInline>())
            if (!link.IsEmail && !IsAllowed(link.Url)) link.Url = "";
        // The page has one heading of the first level.
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(heading.Level + 2, 6);
        return document.ToHtml(Pipeline);
    }

    private static bool IsAllowed(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme);
}
