using Tauro.Contracts.LoggedModels;

namespace Tauro.Stores.Decisions;

/// <summary>A logged model and its metrics.</summary>
/// <param name="Model">The model.</param>
/// <param name="Metrics">Its metrics, by <see cref="KeyOf"/>.</param>
public sealed record MeasuredModel(LoggedModel Model, IReadOnlyDictionary<string, LoggedModelMetric> Metrics)
{
    /// <summary>Returns the key of a point. Metric keys contain no line breaks, so no two points share one.</summary>
    public static string KeyOf(LoggedModelMetric metric) =>
        $"{metric.ModelId}/{metric.Key}\n{metric.Timestamp}\n{metric.Step}\n{metric.RunId}";
}
