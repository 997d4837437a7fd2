using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a", "a", " a")]
    [InlineData("a\nb\nc", "a\nc", " a,-b, c")]
    [InlineData("a\nc", "a\nb\nc", " a,+b, c")]
    [InlineData("a\nb\nc\nd", "a\nx\nc\ny\nd", " a,-b,+x, c,+y, d")]
    [InlineData("a\r\nb", "a\nb", " a, b")]
    [InlineData("", "a", "-,+a")]
    [InlineData("a\na", "a", " a,-a")]
    public void Lines_are_compared(string first, string second, string expected) =>
        Assert.Equal(expected, string.Join(',', LineDiff.Compare(first, second).Select(it => $"{it.Sign}{it.Line}")));

    [Fact]
    public void A_comparison_has_all_lines_of_both_however_long_they_are()
    {
        var first = string.Join('\n', Enumerable.Range(0, 5_000));
        var second = string.Join('\n', Enumerable.Range(0, 5_000).Select(line => line * 2));

        var lines = LineDiff.Compare(first, second);

        Assert.Equal(first, string.Join('\n', lines.Where(it => it.Sign != '+').Select(it => it.Line)));
        Assert.Equal(second, string.Join('\n', lines.Where(it => it.Sign != '-').Select(it => it.Line)));
    }
}
