using System.Collections.Concurrent;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Metrics;

/// <summary>
/// Metric points in memory. The writing thread appends; a checkpoint takes what was appended before its cut; readers
/// take snapshots of one series at a time.
/// </summary>
/// <param name="residentPerSeriesMax">A series stays in memory as long as it has no more points than this.</param>
/// <param name="residentMax">Points that stay in memory in all.</param>
internal sealed class PointStore(int residentPerSeriesMax, long residentMax)
{
    private readonly ConcurrentDictionary<string, RunSeries> runs = new(StringComparer.Ordinal);
    private List<MetricSeries> filling = [];
    private List<MetricSeries> waiting = [];
    private int epoch = 1;
    private long resident;
    private long pending;

    /// <summary>Points that no segment holds yet.</summary>
    public long Pending => Interlocked.Read(ref pending);

    public long Resident => Interlocked.Read(ref resident);

    public RunSeries? Find(string runId) => runs.GetValueOrDefault(runId);

    /// <summary>Applies a batch; called by the writing thread.</summary>
    /// <param name="batch">The points.</param>
    /// <param name="runId">The same text as in the batch, where it is kept already.</param>
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

    /// <summary>Takes what a stored run says of its metrics; their points are in segments.</summary>
    public void Load(string runId, IReadOnlyDictionary<string, LatestMetric> latest)
    {
        if (latest.Count == 0) return;
        var run = runs.GetOrAdd(runId, id => new RunSeries(id));
        foreach (var (key, point) in latest)
        {
            var series = run.GetOrAdd(key, isNew: false);
            lock (series) series.Offer(point);
        }
    }

    /// <summary>
    /// Lets go of a run that is no more; called by the writing thread. Points that wait for a segment still go there,
    /// and nobody asks for them.
    /// </summary>
    public void Forget(string runId)
    {
        if (runs.TryRemove(runId, out var run)) Interlocked.Add(ref resident, -run.GiveUpResident());
    }

    /// <summary>Begins a new epoch; called by the writing thread. What was appended before is the cut.</summary>
    public PointCut Cut()
    {
        var taken = filling;
        taken.AddRange(waiting);
        filling = [];
        waiting = [];
        return new PointCut(++epoch, taken);
    }

    /// <summary>Takes back a cut whose checkpoint failed; called by the writing thread.</summary>
    public void Uncut(PointCut cut) => waiting.AddRange(cut.Series);

    /// <summary>The points of a cut are in a segment that readers can see.</summary>
    public void Flushed(IReadOnlyList<FlushedSeries> written)
    {
        foreach (var (series, buffers) in written)
        {
            var room = Interlocked.Read(ref resident) < residentMax ? residentPerSeriesMax : 0;
            int grown;
            lock (series) grown = series.Flushed(buffers, room);
            Interlocked.Add(ref resident, grown);
            Interlocked.Add(ref pending, -buffers.Sum(buffer => (long)buffer.Count));
        }
    }
}
