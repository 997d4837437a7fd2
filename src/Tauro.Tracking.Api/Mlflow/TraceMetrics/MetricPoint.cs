namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>The aggregated values of a group.</summary>
/// <param name="Bucket">The start of its time bucket, in Unix milliseconds; null without time buckets.</param>
/// <param name="Dimensions">In the order of the request.</param>
/// <param name="Values">By label.</param>
internal sealed record MetricPoint(
    long? Bucket, string[] Dimensions, IReadOnlyList<KeyValuePair<string, double>> Values);
