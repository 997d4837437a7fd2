using System.Globalization;
using System.Text.Json;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>An aggregation of the numbers of a group.</summary>
/// <param name="Type">MLflow's name: COUNT, SUM, AVG, PERCENTILE, MIN, MAX.</param>
/// <param name="Percentile">0 to 100.</param>
internal sealed record MetricAggregation(string Type, double? Percentile)
{
    private static readonly string[] Types = ["COUNT", "SUM", "AVG", "PERCENTILE", "MIN", "MAX"];

    /// <summary>The name in the response; for a percentile, as Python writes a float: <c>P95.0</c>.</summary>
    public string Label => Percentile is { } value && Type == "PERCENTILE"
        ? string.Create(CultureInfo.InvariantCulture, $"P{value:0.0###########}")
        : Type;

    public static MetricAggregation Read(MlflowMessage message)
    {
        if (!message.Has("aggregation_type")) throw MlflowMessage.MissingValue("aggregation_type");
        var sent = message.Fields.GetProperty("aggregation_type");
        var type = ParseName(sent, Types) ?? throw MlflowMessage.InvalidValue("aggregation_type", sent);
        var percentile = message.Number("percentile_value");
        if (type == "PERCENTILE" && percentile is not (>= 0 and <= 100))
            throw MlflowException.Invalid(
                "percentile_value is required for PERCENTILE aggregation, and must be between 0 and 100.");
        return new MetricAggregation(type, percentile);
    }

    /// <summary>Parses an enum value, by name or by protobuf's number, which begins at 1.</summary>
    public static string? ParseName(JsonElement sent, string[] names) => sent.ValueKind switch
    {
        JsonValueKind.String => names.FirstOrDefault(name => name == sent.GetString()),
        JsonValueKind.Number when sent.TryGetInt32(out var number) && number >= 1 && number <= names.Length =>
            names[number - 1],
        _ => null,
    };

    /// <summary>Aggregates the numbers; returns null when there are none.</summary>
    /// <param name="sorted">In ascending order.</param>
    public double? Compute(IReadOnlyList<double> sorted) => sorted.Count == 0 ? null : Type switch
    {
        "SUM" => sorted.Sum(),
        "AVG" => sorted.Average(),
        "MIN" => sorted[0],
        "MAX" => sorted[^1],
        _ => Interpolate(sorted, Percentile!.Value / 100 * (sorted.Count - 1)),
    };

    // Linear interpolation between two numbers.
    private static double Interpolate(IReadOnlyList<double> sorted, double rank)
    {
        var (below, above) = ((int)Math.Floor(rank), (int)Math.Ceiling(rank));
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }
}
