using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;

namespace Tauro.Contracts.Tests.Ids;

/// <summary>What every type of id must do; it inherits this class.</summary>
public abstract class IdContract<TId>
    where TId : struct, IId<TId>
{
    private sealed record Holder(TId Id, TId? Other = null, IReadOnlyList<TId>? More = null);

    [Theory, InlineData("0"), InlineData("00112233445566778899aabbccddeeff"), InlineData("a/b c%?ü\u0001")]
    public void Any_string_but_an_empty_one_is_an_id(string value)
    {
        Assert.True(TId.TryParse(value, null, out var id));
        Assert.Equal(value, id.Value);
        Assert.Equal(value, id.ToString());
        Assert.Equal(value, (string)id);
        Assert.Equal(id, TId.Parse(value, null));
    }

    [Theory, InlineData(""), InlineData(null)]
    public void An_empty_string_is_refused(string? value)
    {
        Assert.False(TId.TryParse(value, null, out var id));
        Assert.Equal(default, id);
        Assert.Throws<FormatException>(() => TId.Parse(value!, null));
    }

    [Fact]
    public void The_default_value_is_an_empty_string()
    {
        Assert.Equal("", default(TId).Value);
        Assert.Equal("", default(TId).ToString());
        Assert.Equal("\"\"", JsonSerializer.Serialize(default(TId), TauroJson.Options));
        Assert.Equal(default, JsonSerializer.Deserialize<TId>("\"\"", TauroJson.Options));
    }

    [Fact]
    public void Comparison_is_ordinal()
    {
        TId[] ids = [TId.Parse("a", null), TId.Parse("B", null), default, TId.Parse("A", null)];

        Assert.Equal(["", "A", "B", "a"], ids.Order().Select(id => id.Value));
        Assert.NotEqual(ids[0], ids[3]);
    }

    [Theory]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":"1","other":"2","more":["3","4"]}""")]
    public void Json_has_it_as_a_string(string json)
    {
        var read = JsonSerializer.Deserialize<Holder>(json, TauroJson.Options)!;
        Assert.Equal("1", read.Id.Value);
        Assert.Equal(json, JsonSerializer.Serialize(read, TauroJson.Options));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":{"value":"1"}}""")]
    [InlineData("""{"id":"1","more":[null]}""")]
    public void Other_json_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Holder>(json, TauroJson.Options));
}
