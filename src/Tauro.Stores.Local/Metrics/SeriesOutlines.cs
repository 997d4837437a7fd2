using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Metrics;

/// <summary>
/// Caches the outlines of long series that charts use. An outline is built once from the segments, is then kept up to
/// date, and is evicted when it is the least recently used.
/// </summary>
/// <param name="fill">Adds all points of a series to its outline.</param>
internal sealed class SeriesOutlines(Func<MetricSeries, SeriesOutline, Task> fill)
{
    /// <summary>The largest number of outlines, each of at most about 0.7 MB.</summary>
    public const int OutlinesMax = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<MetricSeries, Kept> kept = [];
    private long uses;

    public async Task<SeriesOutline> Of(MetricSeries series)
    {
        Kept one;
        lock (gate)
        {
            one = kept.GetValueOrDefault(series) ?? Keep(series);
            one.UsedAt = ++uses;
            while (kept.Count > OutlinesMax)
            {
                var (oldest, unused) = kept.MinBy(each => each.Value.UsedAt);
                GiveUp(oldest, unused);
            }
        }

        try
        {
            await one.Filled.ConfigureAwait(false);
        }
        catch
        {
            GiveUp(series, one);
            throw;
        }

        if (!one.Outline.IsLong) GiveUp(series, one, isCounted: true);
        else lock (series) series.CountMax ??= one.Outline.Added;
        return one.Outline;
    }

    private Kept Keep(MetricSeries series)
    {
        var outline = new SeriesOutline();
        // New points are added from now on, then the existing ones; a point that is added twice changes nothing.
        lock (series) series.Follower = outline;
        return kept[series] = new Kept(outline, Task.Run(() => fill(series, outline)));
    }

    /// <summary>
    /// Evicts an outline and detaches it from its series under one lock. Does nothing when another has replaced it.
    /// </summary>
    private void GiveUp(MetricSeries series, Kept one, bool isCounted = false)
    {
        lock (gate)
        {
            if (kept.GetValueOrDefault(series) != one) return;
            kept.Remove(series);
            lock (series)
            {
                series.Follower = null;
                if (isCounted) series.CountMax = one.Outline.Added;
            }
        }
    }

    private sealed class Kept(SeriesOutline outline, Task filled)
    {
        public SeriesOutline Outline => outline;

        public Task Filled => filled;

        public long UsedAt { get; set; }
    }
}
