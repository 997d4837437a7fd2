using System.Text.Json;
using Tauro.Web.Parts;

namespace Tauro.Web.Tests;

public sealed class JsonTests
{
    private const string Half = """{"a":"\ud83d"}""";

    [Fact]
    public void Half_a_surrogate_pair_is_shown_as_it_was_sent()
    {
        using var json = JsonDocument.Parse(Half);

        Assert.Equal(Half, Json.Indent(Half));
        Assert.Equal(Half, Json.Indent(json.RootElement));
        Assert.Equal("\"\\ud83d\"", Json.Read(json.RootElement.GetProperty("a")));
        Assert.Null(Json.GetMember(Half, "a"));
    }

    [Fact]
    public void Of_a_long_value_only_the_beginning_is_shown()
    {
        var json = JsonSerializer.Serialize(new string('a', 2 * Json.CharactersMax));

        Assert.Equal(Json.CharactersMax + 1, Json.Indent(json).Length);
    }

    [Theory]
    [InlineData(0, 3, 3), InlineData(PageContent.CharactersMax, 3, 1), InlineData(PageContent.CharactersMax - 1, 3, 2)]
    public void Content_is_shown_until_a_page_has_enough_of_it(int length, int items, int shown) =>
        Assert.Equal(shown, PageContent.Count(Enumerable.Repeat(length, items), item => item));
}
