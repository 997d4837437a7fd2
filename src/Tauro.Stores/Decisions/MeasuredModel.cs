using Tauro.Contracts.LoggedModels;

namespace Tauro.Stores.Decisions;

/// <summary>A logged model and what was measured on it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Metrics">What was measured, by <see cref="KeyOf"/>.</param>
public sealed record MeasuredModel(LoggedModel Model, IReadOnlyDictionary<string, LoggedModelMetric> Metrics)
{
    /// <summary>Keys of metrics hold no line breaks, so no two points share one.</summary>
    public static string KeyOf(LoggedModelMetric metric) =>
        $"{metric.ModelId}/{metric.Key}\n{metric.Timestamp}\n{metric.Step}\n{metric.RunId}";
}
