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
    private readonly ConcurrentDictionary<string, RunSeries> runs = new(StringComparer.Ordinal);
    private List<MetricSeries> filling = [];
    private List<MetricSeries> waiting = [];
    private int epoch = 1;
    private long resident;
    private long pending;

    /// <summary>The number of points that are not in a segment yet.</summary>
    public long Pending => Interlocked.Read(ref pending);

    public long Resident => Interlocked.Read(ref resident);

    public RunSeries? Find(string runId) => runs.GetValueOrDefault(runId);

    /// <summary>Applies a batch; called by the writing thread.</summary>
    /// <param name="batch">The points.</param>
    /// <param name="runId">An equal string that is already in memory, to use instead of that of the batch.</param>
    public void Append(PointBatch batch, string? runId = null)
    {
        var run = runs.GetOrAdd(runId ?? batch.RunId, id => new RunSeries(id));
        foreach (var points in batch.Keys)
        {
            var series = run.GetOrAdd(points.Key, isNew: true);
            bool first;
            lock (series) first = series.Append(points, epoch);
            if (first) filling.Add(series);
            Interlocked.Add(ref pending, points.Count);
        }
    }

    /// <summary>Loads the latest metrics of a stored run, whose points are in segments.</summary>
    public void Load(string runId, IReadOnlyDictionary<string, LatestMetric> latest)
    {
        if (latest.Count == 0) return;
        var run = runs.GetOrAdd(runId, id => new RunSeries(id));
        foreach (var (key, point) in latest)
        {
            var series = run.GetOrAdd(key, isNew: false);
            lock (series) series.UpdateLatest(point);
        }
    }

    /// <summary>
    /// Removes a deleted run; called by the writing thread. Its pending points are still written to a segment, but
    /// never read.
    /// </summary>
    public void Remove(string runId)
    {
        if (runs.TryRemove(runId, out var run)) Interlocked.Add(ref resident, -run.EvictResident());
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
        foreach (var (series, buffers) in written)
        {
            var limit = Interlocked.Read(ref resident) < residentMax ? residentPerSeriesMax : 0;
            int grown;
            lock (series) grown = series.Flushed(buffers, limit);
            Interlocked.Add(ref resident, grown);
            Interlocked.Add(ref pending, -buffers.Sum(buffer => (long)buffer.Count));
        }
    }
}
