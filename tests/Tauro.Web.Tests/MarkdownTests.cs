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
}
