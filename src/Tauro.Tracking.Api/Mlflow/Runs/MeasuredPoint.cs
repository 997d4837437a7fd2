using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>A point that was measured on a logged model: both the run and the model have it.</summary>
internal static class MeasuredPoint
{
    /// <summary>Returns null for a point of the run only. An empty string counts as absent, as in MLflow.</summary>
    public static LoggedModelMetric? ToModelMetric(
        MetricPoint point, string? modelId, string? datasetName, string? digest) =>
        string.IsNullOrEmpty(modelId) ? null : new LoggedModelMetric
        {
            ModelId = new LoggedModelId(modelId),
            Key = point.Key,
            Value = point.Value,
            Timestamp = point.Timestamp,
            Step = point.Step,
            DatasetName = datasetName is { Length: > 0 } ? datasetName : null,
            DatasetDigest = digest is { Length: > 0 } ? digest : null,
        };
}
