using System.Text.Json;
using Tauro.Contracts.Traces;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>Reads the tokens and the cost of a span from JSON; null when it is something else.</summary>
internal static class SpanMeasures
{
    private const double CostMax = 1e15;

    public static TokenUsage? Tokens(string value) => Read(value, json => new TokenUsage(
        Count(json, "input_tokens"), Count(json, "output_tokens"), Count(json, "total_tokens")));

    public static SpanCost? Cost(string? value) => value is null ? null : Read(value, json => new SpanCost(
        Amount(json, "input_cost"), Amount(json, "output_cost"), Amount(json, "total_cost")));

    private static T? Read<T>(string value, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static long Count(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.TryGetInt64(out var count) ? count : 0;

    private static double Amount(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.TryGetDouble(out var amount) && Math.Abs(amount) <= CostMax
            ? amount
            : 0;
}
