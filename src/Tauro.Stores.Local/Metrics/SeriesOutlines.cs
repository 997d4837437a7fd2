using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Metrics;

/// <summary>
/// The outlines of the long series that charts ask for: made once of what segments have stored, kept up to date from
/// then on, and given up when others are asked for.
/// </summary>
/// <param name="fill">Adds all that there is of a series to its outline.</param>
internal sealed class SeriesOutlines(Func<MetricSeries, SeriesOutline, Task> fill)
{
    /// <summary>About 0.7 MB each at most.</summary>
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
        // First it follows what is appended, then it takes what is there; what is taken twice changes nothing.
        lock (series) series.Follower = outline;
        return kept[series] = new Kept(outline, Task.Run(() => fill(series, outline)));
    }

    /// <summary>
    /// What is kept is what follows, so both change under one lock; by now another may be kept in its place.
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
