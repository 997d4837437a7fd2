using Tauro.Contracts.Runs;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Metrics;

/// <summary>MLflow's <c>Metric</c>.</summary>
internal static class MetricMessage
{
    public static void Write(MlflowWriter metric, string key, MetricValue point) => metric
        .String("key", key)
        .Number("value", point.Value)
        .Integer("timestamp", point.Timestamp)
        .Integer("step", point.Step);
}
