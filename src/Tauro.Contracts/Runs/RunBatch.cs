using System.Text.Json.Serialization;
using Tauro.Contracts.LoggedModels;

namespace Tauro.Contracts.Runs;

/// <summary>Metrics, params and tags for one run, committed atomically: all or nothing.</summary>
/// <param name="Metrics">Up to <see cref="Limits.BatchMetricsMax"/> points.</param>
/// <param name="Params">Key to value. The same value again is accepted; a different value is a conflict.</param>
/// <param name="Tags">Key to value; replaces existing values.</param>
public sealed record RunBatch(
    IReadOnlyList<MetricPoint>? Metrics = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>
    /// The points that were measured on a logged model. They are in <see cref="Metrics"/> too, and their run is that
    /// of the batch. The native API does not accept them yet.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<LoggedModelMetric> ModelMetrics { get; init; } = [];
}
