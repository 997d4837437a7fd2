using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Metrics;

/// <summary>
/// One metric of one run in memory: its latest point, the points that are not in a segment yet, and all points while
/// the series is short. Callers lock the instance for every member.
/// </summary>
internal sealed class MetricSeries(string runId, string key, int number, bool isNew)
{
    private PointBuffer? active;
    private List<PointBuffer>? flushing;
    private PointBuffer? resident;
    private MetricRange? range;
    private bool isRangeComplete = isNew;
    private bool isSingle; // Latest is the only point: many metrics are logged once and need no buffer.

    public string RunId => runId;

    public string Key => key;

    /// <summary>The number of metrics that were logged to the run before this one.</summary>
    public int Number => number;

    public LatestMetric? Latest { get; private set; }

    /// <summary>The range of all points; null when those that are in segments have not been read for it.</summary>
    public MetricRange? Range => isRangeComplete ? range : null;

    /// <summary>Whether all points that are in segments are also in memory.</summary>
    public bool IsResident { get; private set; } = isNew;

    /// <summary>
    /// The largest number of points that there can be, including repeated ones; null when it is not known yet.
    /// </summary>
    public long? CountMax { get; set; } = isNew ? 0 : null;

    /// <summary>The outline to which every appended point is added; null when there is none.</summary>
    public SeriesOutline? Outline { get; set; }

    /// <summary>Whether all points are in segments.</summary>
    public bool IsStored => active is null && flushing is null;

    public int ResidentCount => isSingle ? 1 : resident?.Count ?? 0;

    /// <summary>
    /// Makes a point the latest if it has the greatest (step, timestamp, value). NaN counts as 0 in that order.
    /// </summary>
    public void UpdateLatest(LatestMetric point)
    {
        if (Latest is { } latest && !IsLater(point, latest)) return;
        Latest = point;
    }

    /// <summary>Sets the range of the points that are in segments.</summary>
    public void CompleteRange(MetricRange stored) => (range, isRangeComplete) = (range?.With(stored) ?? stored, true);

    /// <summary>Appends points. Returns true when they are the first since the start of the epoch.</summary>
    public bool Append(KeyPoints points, int epoch)
    {
        var first = Roll(epoch);
        BufferSingle();
        if (active is null)
        {
            active = new PointBuffer(epoch);
            first = true;
        }

        active.Append(points.Steps.Span, points.Timestamps.Span, points.Values.Span);
        for (var i = 0; i < points.Count; i++)
            UpdateLatest(new LatestMetric(points.Values.Span[i], points.Steps.Span[i], points.Timestamps.Span[i]));
        if (points.Count > 0)
        {
            var added = MetricRange.From(points);
            range = range?.With(added) ?? added;
        }

        Outline?.Add(points.Steps.Span, points.Timestamps.Span, points.Values.Span);
        CountMax += points.Count;
        return first;
    }

    /// <summary>Gets the buffers that were filled before an epoch and are being written to a segment.</summary>
    public IReadOnlyList<PointBuffer> TakeFlushing(int epoch)
    {
        Roll(epoch);
        return flushing is null ? [] : [.. flushing];
    }

    /// <summary>
    /// Records that a segment that readers can see has these buffers. They stay in memory while the series is short.
    /// </summary>
    /// <returns>The number of points by which the resident part grew; negative when it was evicted.</returns>
    public int Flushed(IReadOnlyList<PointBuffer> written, int residentMax)
    {
        flushing?.RemoveAll(written.Contains);
        if (flushing is { Count: 0 }) flushing = null;
        var before = ResidentCount;
        if (IsResident && before + written.Sum(buffer => buffer.Count) <= residentMax) Keep(written);
        else EvictResident();

        return ResidentCount - before;
    }

    /// <summary>Removes the points from memory that are in segments, and no longer keeps such points.</summary>
    /// <returns>The number of points removed.</returns>
    public int EvictResident()
    {
        var count = ResidentCount;
        (IsResident, resident, isSingle) = (false, null, false);
        return count;
    }

    /// <summary>
    /// Gets all points in memory, unordered, possibly with duplicates. They may be read without the lock, since the
    /// points of a buffer never change.
    /// </summary>
    public IReadOnlyList<KeyPoints> InMemory()
    {
        var parts = new List<KeyPoints>();
        if (isSingle) parts.Add(PointBuffer.From(Latest!.Value).ToKeyPoints(key));
        if (resident is not null) parts.Add(resident.ToKeyPoints(key));
        foreach (var buffer in flushing ?? []) parts.Add(buffer.ToKeyPoints(key));
        if (active is not null) parts.Add(active.ToKeyPoints(key));
        return parts;
    }

    private void Keep(IReadOnlyList<PointBuffer> written)
    {
        if (resident is null && active is null && flushing is null && written is [{ Count: 1 }])
        {
            isSingle = true;
            return;
        }

        BufferSingle();
        resident ??= new PointBuffer(0);
        foreach (var b in written)
            resident.Append(
                b.Steps.AsSpan(0, b.Count), b.Timestamps.AsSpan(0, b.Count), b.Values.AsSpan(0, b.Count));
    }

    /// <summary>Moves a single point into a buffer, before another one becomes the latest.</summary>
    private void BufferSingle()
    {
        if (!isSingle) return;
        (resident, isSingle) = (PointBuffer.From(Latest!.Value), false);
    }

    /// <summary>Moves the active buffer to the flushing ones if it is of an earlier epoch.</summary>
    private bool Roll(int epoch)
    {
        if (active is null || active.Epoch == epoch) return false;
        (flushing ??= []).Add(active);
        active = null;
        return true;
    }

    private static bool IsLater(LatestMetric a, LatestMetric b)
    {
        if (a.Step != b.Step) return a.Step > b.Step;
        if (a.Timestamp != b.Timestamp) return a.Timestamp > b.Timestamp;
        return Order(a.Value) > Order(b.Value);
    }

    private static double Order(double value) => double.IsNaN(value) ? 0 : value;
}
