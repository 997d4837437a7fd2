using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Metrics;

/// <summary>
/// One metric of one run in memory: its latest point, what no segment holds yet, and, while it is short, all of it.
/// Lock it for every member.
/// </summary>
internal sealed class MetricSeries(string runId, string key, bool isNew)
{
    private PointBuffer? active;
    private List<PointBuffer>? flushing;
    private PointBuffer? resident;
    private bool isSingle; // Latest is all there is: many metrics are logged once, and need no buffer.

    public string RunId => runId;

    public string Key => key;

    public LatestMetric? Latest { get; private set; }

    /// <summary>Whether every point that is in a segment is here too.</summary>
    public bool IsResident { get; private set; } = isNew;

    /// <summary>
    /// How many points there are at the most, repeated ones included; null when nobody has counted them yet.
    /// </summary>
    public long? CountMax { get; set; } = isNew ? 0 : null;

    /// <summary>Also takes every point that is appended; null for none.</summary>
    public SeriesOutline? Follower { get; set; }

    public int ResidentCount => isSingle ? 1 : resident?.Count ?? 0;

    /// <summary>
    /// The point with the greatest (step, timestamp, value) is the latest; NaN counts as 0 in that order.
    /// </summary>
    public void Offer(LatestMetric point)
    {
        if (Latest is { } latest && !IsLater(point, latest)) return;
        Latest = point;
    }

    /// <summary>True when this is the first point since the epoch began.</summary>
    public bool Append(KeyPoints points, int epoch)
    {
        var first = Roll(epoch);
        Unfold();
        if (active is null)
        {
            active = new PointBuffer(epoch);
            first = true;
        }

        active.Append(points.Steps.Span, points.Timestamps.Span, points.Values.Span);
        for (var i = 0; i < points.Count; i++)
            Offer(new LatestMetric(points.Values.Span[i], points.Steps.Span[i], points.Timestamps.Span[i]));
        Follower?.Add(points.Steps.Span, points.Timestamps.Span, points.Values.Span);
        CountMax += points.Count;
        return first;
    }

    /// <summary>The buffers filled before an epoch, on their way to a segment.</summary>
    public IReadOnlyList<PointBuffer> TakeFlushing(int epoch)
    {
        Roll(epoch);
        return flushing is null ? [] : [.. flushing];
    }

    /// <summary>
    /// A segment that readers can see holds these buffers. They stay in memory as long as the whole series is short.
    /// </summary>
    /// <returns>By how many points the resident part grew; negative when it was given up.</returns>
    public int Flushed(IReadOnlyList<PointBuffer> written, int residentMax)
    {
        flushing?.RemoveAll(written.Contains);
        if (flushing is { Count: 0 }) flushing = null;
        var before = ResidentCount;
        if (IsResident && before + written.Sum(buffer => buffer.Count) <= residentMax) Keep(written);
        else GiveUpResident();

        return ResidentCount - before;
    }

    /// <summary>Keeps in memory only what no segment holds, now and later.</summary>
    /// <returns>How many points it let go of.</returns>
    public int GiveUpResident()
    {
        var count = ResidentCount;
        (IsResident, resident, isSingle) = (false, null, false);
        return count;
    }

    /// <summary>
    /// All points in memory, unordered, each perhaps more than once. They may be read without the lock, which is as
    /// well where they are many: what is in a buffer stays as it is.
    /// </summary>
    public IReadOnlyList<KeyPoints> InMemory()
    {
        var parts = new List<KeyPoints>();
        if (isSingle) parts.Add(PointBuffer.Of(Latest!.Value).ToKeyPoints(key));
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

        Unfold();
        resident ??= new PointBuffer(0);
        foreach (var b in written)
            resident.Append(
                b.Steps.AsSpan(0, b.Count), b.Timestamps.AsSpan(0, b.Count), b.Values.AsSpan(0, b.Count));
    }

    /// <summary>Gives the only point a buffer, before another becomes the latest.</summary>
    private void Unfold()
    {
        if (!isSingle) return;
        (resident, isSingle) = (PointBuffer.Of(Latest!.Value), false);
    }

    /// <summary>Moves a buffer of an earlier epoch to those being flushed.</summary>
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
