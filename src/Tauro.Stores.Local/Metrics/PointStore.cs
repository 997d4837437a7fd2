using System.Collections.Concurrent;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Metrics;

/// <summary>
/// Metric points in memory. The writing thread appends points, a checkpoint takes those that were appended before its
/// cut, and readers take snapshots of one series at a time.
/// </summary>
/// <param name="residentPerSeriesMax">The largest number of points with which a series stays in memory.</param>
/// <param name="residentMax">The largest number of points of all series that stay in memory.</param>
internal sealed class PointStore(int residentPerSeriesMax, long residentMax)
{
    // The memory of a series without its points, in points.
    private const int SeriesPoints = 8;


    private readonly ConcurrentDictionary<string, RunSeries> runs = new(StringComparer.Ordinal);
    private List<MetricSeries> filling = [];
    private List<MetricSeries> waiting = [];
    private readonly Queue<string> stored = [];
    private int epoch = 1;
    private long resident;
    private long series;
    private long pending;

    /// <summary>The number of points that are not in a segment yet.</summary>
    public long Pending => Interlocked.Read(ref pending);

    public long Resident => Interlocked.Read(ref resident);

    public RunSeries? Find(string runId) => runs.GetValueOrDefault(runId);

    /// <summary>Applies a batch; called by the writing thread.</summary>
    /// <param name="batch">The points.</param>
    /// <param name="run">The run as it is stored; null when it does not exist.</param>
    public void Append(PointBatch batch, Run? run = null)
    {
        var metrics = Load(run?.RunId ?? batch.RunId, run?.Metrics);
        var before = metrics.Count;
        foreach (var points in batch.Keys)
        {
            var metric = metrics.GetOrAdd(points.Key, isNew: true);
            bool first;
            lock (metric) first = metric.Append(points, epoch);
            if (first) filling.Add(metric);
            Interlocked.Add(ref pending, points.Count);
        }

        Interlocked.Add(ref series, metrics.Count - before);
    }

    /// <summary>
    /// Returns the metrics of a run, which are loaded from its stored form if they are not in memory; called by the
    /// writing thread.
    /// </summary>
    public RunSeries Load(string runId, IReadOnlyDictionary<string, LatestMetric>? latest)
    {
        if (Find(runId) is { } known) return known;
        var loaded = latest is null ? new RunSeries(runId) : RunSeries.Load(runId, latest);
        Interlocked.Add(ref series, loaded.Count);
        return runs[runId] = loaded;
    }

    /// <summary>
    /// Records that the metrics of a run can be loaded again; called by the writing thread. When those of all runs take
    /// too much memory, some are unloaded, beginning with the first ones recorded.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="isLoadable">Whether the metrics of a run can be loaded again.</param>
    public void Stored(string runId, Func<string, bool> isLoadable)
    {
        if (Find(runId) is { IsQueued: false } run)
        {
            run.IsQueued = true;
            stored.Enqueue(runId);
        }

        while (Resident + (SeriesPoints * Interlocked.Read(ref series)) > residentMax
            && stored.TryDequeue(out var first))
        {
            if (Find(first) is not { } oldest) continue;
            oldest.IsQueued = false;

            // One that is not loadable has changed, and is recorded again.
            if (oldest.IsStored && isLoadable(first)) Remove(first);
        }
    }

    /// <summary>
    /// Removes a run; called by the writing thread. Its pending points are still written to a segment.
    /// </summary>
    public void Remove(string runId)
    {
        if (!runs.TryRemove(runId, out var run)) return;
        Interlocked.Add(ref resident, -run.EvictResident());
        Interlocked.Add(ref series, -run.Count);
    }

    /// <summary>
    /// Starts a new epoch, and returns the points appended before as a cut; called by the writing thread.
    /// </summary>
    public PointCut Cut()
    {
        // All that can fail comes before the points leave the store. A series may be listed twice.
        filling.AddRange(waiting);
        var cut = new PointCut(epoch + 1, filling);
        (List<MetricSeries> newFilling, List<MetricSeries> newWaiting) = ([], []);
        (filling, waiting) = (newFilling, newWaiting);
        epoch++;
        return cut;
    }

    /// <summary>Restores a cut after its checkpoint failed; called by the writing thread.</summary>
    public void RestoreCut(PointCut cut) => waiting.AddRange(cut.Series);

    /// <summary>Records that the points of a cut are in a segment that readers can see.</summary>
    public void Flushed(IReadOnlyList<FlushedSeries> written)
    {
        foreach (var (metric, buffers) in written)
        {
            var limit = Interlocked.Read(ref resident) < residentMax ? residentPerSeriesMax : 0;
            int grown;
            lock (metric) grown = metric.Flushed(buffers, limit);
            Interlocked.Add(ref resident, grown);
            Interlocked.Add(ref pending, -buffers.Sum(buffer => (long)buffer.Count));
        }
    }
}
