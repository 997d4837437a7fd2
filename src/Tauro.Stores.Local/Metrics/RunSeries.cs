using System.Collections.Concurrent;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Metrics;

/// <summary>The metrics of one run by key. The writing thread adds; any thread may read.</summary>
internal sealed class RunSeries(string runId)
{
    // Most runs have few metrics. Their map is copied for each new metric.
    private const int FewMax = 64;

    private volatile OrdinalMap<MetricSeries> few = OrdinalMap<MetricSeries>.Empty;
    private volatile ConcurrentDictionary<string, MetricSeries>? many;

    public int Count => All.Count;

    private IReadOnlyDictionary<string, MetricSeries> All => (IReadOnlyDictionary<string, MetricSeries>?)many ?? few;

    /// <inheritdoc cref="MetricSeries.EvictResident"/>
    public int EvictResident()
    {
        var count = 0;
        foreach (var (_, series) in All)
        {
            lock (series) count += series.EvictResident();
        }

        return count;
    }

    /// <summary>Whether it is among those that can be unloaded. Used by the writing thread.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether all points are in segments.</summary>
    public bool IsStored
    {
        get
        {
            foreach (var (_, series) in All)
            {
                lock (series)
                    if (!series.IsStored) return false;
            }

            return true;
        }
    }

    public bool Contains(string key) => All.ContainsKey(key);

    public MetricSeries? Find(string key) => All.GetValueOrDefault(key);

    /// <summary>Loads the latest metrics of a stored run, whose points are in segments.</summary>
    public static RunSeries Load(string runId, IReadOnlyDictionary<string, LatestMetric> latest)
    {
        var run = new RunSeries(runId);
        foreach (var (key, point) in latest)
        {
            var series = run.GetOrAdd(key, isNew: false);
            series.UpdateLatest(point);
            if (StoredMetrics.RangeOf(latest, key) is { } range) series.CompleteRange(range);
        }

        return run;
    }

    public MetricSeries GetOrAdd(string key, bool isNew)
    {
        if (Find(key) is { } series) return series;
        series = new MetricSeries(runId, StringPool.Intern(key), Count, isNew);
        if (many is { } added) added[series.Key] = series;
        else if (few.Count < FewMax) few = few.With(series.Key, series);
        else
        {
            many = new ConcurrentDictionary<string, MetricSeries>(
                concurrencyLevel: 1, [.. few, KeyValuePair.Create(series.Key, series)], StringComparer.Ordinal);
        }

        return series;
    }

    public LatestMetric? Latest(string key)
    {
        if (Find(key) is not { } series) return null;
        lock (series) return series.Latest;
    }

    /// <summary>Returns the range of a metric; null when it is not known.</summary>
    public MetricRange? Range(string key)
    {
        if (Find(key) is not { } series) return null;
        lock (series) return series.Range;
    }

    /// <summary>Returns the metrics as they are stored.</summary>
    public StoredMetrics ToStored() =>
        new(Snapshot((series, latest) => new StoredMetric(latest, series.Range)));

    /// <summary>Returns the number of metrics, and the greatest step of their latest points.</summary>
    public (int Metrics, long LastStep) Summarize()
    {
        var (metrics, lastStep) = (0, long.MinValue);
        foreach (var (_, series) in All)
        {
            lock (series)
            {
                if (series.Latest is not { } point) continue;
                metrics++;
                lastStep = Math.Max(lastStep, point.Step);
            }
        }

        return (metrics, lastStep);
    }

    /// <summary>The latest point of each metric, listed in the order in which they were first logged.</summary>
    public IReadOnlyDictionary<string, LatestMetric> Latest() => Snapshot((_, latest) => latest);

    private OrdinalMap<T> Snapshot<T>(Func<MetricSeries, LatestMetric, T> select)
    {
        // The dictionary's ToArray is a snapshot. LINQ's counts first and fails when a metric is added meanwhile.
        IEnumerable<KeyValuePair<string, MetricSeries>> all =
            many is { } unsorted ? unsorted.ToArray().OrderBy(pair => pair.Key, StringComparer.Ordinal) : few;
        var keys = new List<string>();
        var selected = new List<T>();
        var numbers = new List<int>();
        foreach (var (key, series) in all)
        {
            lock (series)
            {
                if (series.Latest is not { } point) continue;
                keys.Add(key);
                selected.Add(select(series, point));
                numbers.Add(series.Number);
            }
        }

        var order = Enumerable.Range(0, keys.Count).ToArray();
        Array.Sort(numbers.ToArray(), order);
        return new OrdinalMap<T>([.. keys], [.. selected], order);
    }
}
