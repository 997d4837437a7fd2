using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>
/// A metric of a view: whether it counts rows or aggregates one of their numbers, and its dimensions.
/// </summary>
internal sealed record TraceMetric(MetricView View, string Name, bool IsCount, bool HasSum, string[] Dimensions)
{
    public const string Sessions = "session_count";

    private static readonly string[] Models = ["span_model_name", "span_model_provider"];

    private static readonly TraceMetric[] All =
    [
        Count(MetricView.Traces, "trace_count", "trace_name", "trace_status"),
        Count(MetricView.Traces, Sessions),
        Number(MetricView.Traces, "latency", false, "trace_name"),
        .. new[]
            {
                "input_tokens", "output_tokens", "total_tokens", "cache_read_input_tokens",
                "cache_creation_input_tokens",
            }
            .Select(name => Number(MetricView.Traces, name, true, "trace_name")),
        Count(MetricView.Spans, "span_count", ["span_name", "span_type", "span_status", .. Models]),
        Number(MetricView.Spans, "latency", false, "span_name", "span_status"),
        .. new[] { "input_cost", "output_cost", "total_cost" }
            .Select(name => Number(MetricView.Spans, name, true, Models)),
        Count(MetricView.Assessments, "assessment_count", "assessment_name", "assessment_value"),
        Number(MetricView.Assessments, "assessment_value", false, "assessment_name"),
    ];

    private string[] Aggregations => IsCount ? ["COUNT"]
        : HasSum ? ["SUM", "AVG", "PERCENTILE", "MIN", "MAX"]
        : ["AVG", "PERCENTILE", "MIN", "MAX"];

    /// <summary>Finds the metric of a request, and checks that it supports the aggregations and dimensions.</summary>
    public static TraceMetric Find(
        MetricView view, string name, IReadOnlyList<MetricAggregation> aggregations, IReadOnlyList<string> dimensions)
    {
        var known = All.Where(metric => metric.View == view).ToList();
        var found = known.Find(metric => metric.Name == name)
            ?? throw MlflowException.Invalid(
                $"metric_name must be one of {Listed(known.Select(metric => metric.Name))}, got '{name}'");
        Check(
            "aggregation_type(s)", "aggregation types", aggregations.Select(aggregation => aggregation.Type),
            found.Aggregations);
        Check("dimension(s)", "dimensions", dimensions, found.Dimensions);
        return found;
    }

    private static void Check(string what, string plural, IEnumerable<string> requested, string[] known)
    {
        var bad = requested.Except(known).ToList();
        if (bad.Count > 0)
            throw MlflowException.Invalid($"Found invalid {what}: {Listed(bad)}. Supported {plural}: {Listed(known)}");
    }

    private static string Listed(IEnumerable<string> names) =>
        $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";

    private static TraceMetric Count(MetricView view, string name, params string[] dimensions) =>
        new(view, name, true, false, dimensions);

    private static TraceMetric Number(MetricView view, string name, bool hasSum, params string[] dimensions) =>
        new(view, name, false, hasSum, dimensions);
}
