namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>The kind of row; the numbers are protobuf's.</summary>
internal enum MetricView
{
    Traces = 1,
    Spans = 2,
    Assessments = 3,
}
