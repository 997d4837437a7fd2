using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tables;

/// <summary>The metrics of a run as they are stored: the latest points, and the ranges of their values.</summary>
internal sealed class StoredMetrics(OrdinalMap<StoredMetric> metrics) : IReadOnlyDictionary<string, LatestMetric>
{
    public static readonly StoredMetrics Empty = new(OrdinalMap<StoredMetric>.Empty);

    public int Count => metrics.Count;

    public IEnumerable<string> Keys => metrics.Keys;

    public IEnumerable<LatestMetric> Values => metrics.Values.Select(metric => metric.Latest);

    public LatestMetric this[string key] => metrics[key].Latest;

    /// <summary>Returns the range of a metric; null when it is not known, or when there is no such metric.</summary>
    public static MetricRange? RangeOf(IReadOnlyDictionary<string, LatestMetric> metrics, string key) =>
        metrics is StoredMetrics stored ? stored.RangeOf(key) : null;

    public bool ContainsKey(string key) => metrics.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out LatestMetric value)
    {
        var isFound = metrics.TryGetValue(key, out var metric);
        value = metric.Latest;
        return isFound;
    }

    public IEnumerator<KeyValuePair<string, LatestMetric>> GetEnumerator()
    {
        foreach (var (key, metric) in metrics) yield return KeyValuePair.Create(key, metric.Latest);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private MetricRange? RangeOf(string key) => metrics.TryGetValue(key, out var metric) ? metric.Range : null;
}
