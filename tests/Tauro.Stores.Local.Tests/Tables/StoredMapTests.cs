using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tests.Tables;

public sealed class StoredMapTests
{
    [Fact]
    public void Strings_are_found_and_listed_in_any_stored_order()
    {
        var map = ReadStrings("""{"b":"2","a":"1","é":"3","":"none"}""");

        Assert.Equal(["b", "a", "é", ""], map.Keys);
        Assert.Equal(["2", "1", "3", "none"], map.Select(pair => pair.Value));
        Assert.Equal("2", map["b"]);
        Assert.False(map.ContainsKey("c"));
    }

    [Fact]
    public void A_key_of_two_documents_is_in_memory_once()
    {
        var key = $"learning_rate_{nameof(StoredMapTests)}";
        var (left, right) = (ReadStrings($$"""{"{{key}}":"1"}"""), ReadStrings($$"""{"a":"","{{key}}":"1"}"""));

        Assert.Same(left.Keys.Single(), right.Keys.Last());
        Assert.Same(left.Keys.Single(), StringMap.From([KeyValuePair.Create(new string([.. key]), "1")]).Keys.Single());
    }

    [Fact]
    public void Strings_of_any_length_are_read()
    {
        foreach (var length in new[] { 0, 1, 47, 48, 49, 100_000 })
        {
            var value = string.Concat(Enumerable.Repeat("ü", length));
            var json = JsonSerializer.Serialize(new Dictionary<string, string> { [value] = value });
            Assert.Equal(value, ReadStrings(json)[value]);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"b":"1","a":"1","b":"2"}""")]
    public void Other_JSON_than_a_map_of_strings_is_refused(string json) =>
        Assert.Throws<JsonException>(() => ReadStrings(json));

    [Fact]
    public void Latest_metrics_are_written_like_the_serializer_writes_them_and_can_be_read()
    {
        IReadOnlyDictionary<string, LatestMetric> metrics = new SortedDictionary<string, LatestMetric>
        {
            ["accuracy"] = new(0.1 + 0.2, long.MaxValue, 1_700_000_000_000),
            ["inf"] = new(double.PositiveInfinity, -1, 0),
            ["loss \"ü\""] = new(double.NegativeInfinity, long.MinValue, 1),
            ["nan"] = new(double.NaN, 0, 2),
            ["zero"] = new(-0.0, 0, 3),
        };

        var json = JsonSerializer.Serialize(metrics, StoredJson.Options);

        Assert.Equal(JsonSerializer.Serialize(metrics, TauroJson.Options), json);
        Assert.Equal(metrics, ReadMetrics(json));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"m":1}""")]
    [InlineData("""{"m":{"value":1,"step":1}}""")]
    [InlineData("""{"m":{"value":1,"step":1.5,"timestamp":1}}""")]
    [InlineData("""{"m":{"value":"much","step":1,"timestamp":1}}""")]
    [InlineData("""{"m":{"value":null,"step":1,"timestamp":1}}""")]
    [InlineData("""{"m":{"value":1,"step":"1","timestamp":1}}""")]
    [InlineData("""{"m":{"value":1,"step":1,"timestamp":1,"more":1}}""")]
    [InlineData("""{"n":{"value":1,"step":1,"timestamp":1},"m":{},"n":{}}""")]
    public void Other_JSON_than_a_map_of_metrics_is_refused(string json) =>
        Assert.Throws<JsonException>(() => ReadMetrics(json));

    private static IReadOnlyDictionary<string, string> ReadStrings(string json) =>
        JsonSerializer.Deserialize<IReadOnlyDictionary<string, string>>(json, StoredJson.Options)!;

    private static IReadOnlyDictionary<string, LatestMetric> ReadMetrics(string json) =>
        JsonSerializer.Deserialize<IReadOnlyDictionary<string, LatestMetric>>(json, StoredJson.Options)!;
}
