namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>What a group comes to.</summary>
/// <param name="Bucket">When its time begins, Unix milliseconds; null when it is not by time.</param>
/// <param name="Dimensions">In the order asked for.</param>
/// <param name="Values">By label.</param>
internal sealed record MetricPoint(
    long? Bucket, string[] Dimensions, IReadOnlyList<KeyValuePair<string, double>> Values);
