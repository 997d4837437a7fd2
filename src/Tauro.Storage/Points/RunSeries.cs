using System.Collections.Concurrent;
using Tauro.Contracts.Runs;

namespace Tauro.Storage.Points;

/// <summary>The metrics of one run by key. The writing thread adds; any may read.</summary>
internal sealed class RunSeries(string runId)
{
    private readonly ConcurrentDictionary<string, MetricSeries> byKey = new(
        concurrencyLevel: 1, capacity: 5, StringComparer.Ordinal);

    public int Count => byKey.Count;

    /// <inheritdoc cref="MetricSeries.GiveUpResident"/>
    public int GiveUpResident()
    {
        var count = 0;
        foreach (var (_, series) in byKey)
        {
            lock (series) count += series.GiveUpResident();
        }

        return count;
    }

    public MetricSeries? Find(string key) => byKey.GetValueOrDefault(key);

    public MetricSeries GetOrAdd(string key, bool isNew)
    {
        if (byKey.TryGetValue(key, out var series)) return series;
        series = new MetricSeries(runId, key, isNew);
        byKey[key] = series;
        return series;
    }

    public LatestMetric? Latest(string key)
    {
        if (Find(key) is not { } series) return null;
        lock (series) return series.Latest;
    }

    /// <summary>The latest point of each metric, by key in ordinal order.</summary>
    public IReadOnlyDictionary<string, LatestMetric> Latest()
    {
        var latest = new SortedDictionary<string, LatestMetric>(StringComparer.Ordinal);
        foreach (var (key, series) in byKey)
        {
            lock (series)
                if (series.Latest is { } point) latest[key] = point;
        }

        return latest;
    }
}
