using Tauro.Contracts.LoggedModels;

namespace Tauro.Stores.Decisions;

/// <summary>A logged model and its metrics.</summary>
/// <param name="Model">The model.</param>
/// <param name="Metrics">Its metrics, by <see cref="KeyOf"/>.</param>
public sealed record MeasuredModel(LoggedModel Model, IReadOnlyDictionary<string, LoggedModelMetric> Metrics)
{
    /// <summary>
    /// Returns the key of a point. Metric keys contain no line breaks, and the length of the digest precedes it, so no
    /// two points share a key.
    /// </summary>
    public static string KeyOf(LoggedModelMetric metric)
    {
        var key = $"{metric.ModelId}/{metric.Key}\n{metric.Timestamp}\n{metric.Step}\n{metric.RunId}";
        var (name, digest) = (metric.DatasetName, metric.DatasetDigest);
        return name is null && digest is null ? key : $"{key}\n{digest?.Length}\n{digest}\n{name}";
    }
}
