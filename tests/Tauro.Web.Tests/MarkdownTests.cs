using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("*a*", "<em>a</em>")]
    [InlineData("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;")]
    [InlineData("# a", "<h3>a</h3>")]
    [InlineData("[a](https://example.org)", "<a href=\"https://example.org\" rel=\"noopener noreferrer\">a</a>")]
    [InlineData("[a](javascript:x)", "<a href=\"\">a</a>")]
    [InlineData("[a](JaVaScRiPt:x)", "<a href=\"\">a</a>")]
    [InlineData("[a](data:text/html,x)", "<a href=\"\">a</a>")]
    [InlineData("[a](//example.org)", "<a href=\"\">a</a>")]
    [InlineData("![a](https://e.org/x.png)", "<a href=\"https://e.org/x.png\" rel=\"noopener noreferrer\">a</a>")]
    [InlineData("<javascript:x>", "<a href=\"\"></a>")]
    public void Markdown_is_rendered_without_anything_that_runs_or_loads(string source, string expected) =>
        Assert.Contains(expected, Markdown.Render(source).Value);

    [Theory]
    [InlineData("# Fraud\n\nScores **each** [payment](https://example.org).\n\n- a", "Fraud Scores each payment. a")]
    [InlineData("<b>x</b>", "<b>x</b>")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_summary_has_no_marks(string? source, string expected) =>
        Assert.Equal(expected, Markdown.Summarize(source));

    [Fact]
    public void A_summary_is_not_cut_within_a_character() =>
        Assert.DoesNotContain('\uD83D', Markdown.Summarize(new string('a', 199) + "😀😀").Replace("😀", ""));

    [Fact]
    public void A_summary_is_short() =>
        Assert.InRange(Markdown.Summarize(string.Concat(Enumerable.Repeat("**word** ", 1_000))).Length, 50, 250);
}
