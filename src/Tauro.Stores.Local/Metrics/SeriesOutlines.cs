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
    private readonly Dictionary<MetricSeries, Entry> entries = [];
    private long uses;

    public async Task<SeriesOutline> Get(MetricSeries series)
    {
        Entry item;
        lock (gate)
        {
            item = entries.GetValueOrDefault(series) ?? Add(series);
            item.UsedAt = ++uses;
            while (entries.Count > OutlinesMax)
            {
                var (oldest, unused) = entries.MinBy(each => each.Value.UsedAt);
                Evict(oldest, unused);
            }
        }

        try
        {
            await item.Filled.ConfigureAwait(false);
        }
        catch
        {
            Evict(series, item);
            throw;
        }

        if (!item.Outline.IsLong) Evict(series, item, isCounted: true);
        else lock (series) series.CountMax ??= item.Outline.Added;
        return item.Outline;
    }

    private Entry Add(MetricSeries series)
    {
        var outline = new SeriesOutline();
        // New points are added from now on, then the existing ones; a point that is added twice changes nothing.
        lock (series) series.Outline = outline;
        return entries[series] = new Entry(outline, Task.Run(() => fill(series, outline)));
    }

    /// <summary>
    /// Evicts an outline and detaches it from its series under one lock. Does nothing when another has replaced it.
    /// </summary>
    private void Evict(MetricSeries series, Entry item, bool isCounted = false)
    {
        lock (gate)
        {
            if (entries.GetValueOrDefault(series) != item) return;
            entries.Remove(series);
            lock (series)
            {
                series.Outline = null;
                if (isCounted) series.CountMax = item.Outline.Added;
            }
        }
    }

    private sealed class Entry(SeriesOutline outline, Task filled)
    {
        public SeriesOutline Outline => outline;

        public Task Filled => filled;

        public long UsedAt { get; set; }
    }
}
