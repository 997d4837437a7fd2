using System.Text.Json.Serialization;
using Tauro.Contracts.LoggedModels;

namespace Tauro.Contracts.Runs;

/// <summary>Metrics, params and tags for one run, committed as one: all of it or nothing.</summary>
/// <param name="Metrics">Up to <see cref="Limits.BatchMetricsMax"/> points.</param>
/// <param name="Params">Key to value. The same value again is accepted, another one is a conflict.</param>
/// <param name="Tags">Key to value; replaces what was there.</param>
public sealed record RunBatch(
    IReadOnlyList<MetricPoint>? Metrics = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>
    /// Those of the points that were measured on a logged model, once more; their run is that of the batch. The native
    /// API has no place for them yet.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<LoggedModelMetric> ModelMetrics { get; init; } = [];
}
