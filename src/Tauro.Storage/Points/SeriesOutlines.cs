using Tauro.Storage.Series;

namespace Tauro.Storage.Points;

/// <summary>
/// The outlines of the long series that charts ask for: made once of what segments have stored, kept up to date from
/// then on, and given up when others are asked for.
/// </summary>
/// <param name="fill">Adds all that there is of a series to its outline.</param>
internal sealed class SeriesOutlines(Func<MetricSeries, SeriesOutline, Task> fill)
{
    /// <summary>About 0.7 MB each at most.</summary>
    private const int OutlinesMax = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<MetricSeries, Kept> kept = [];
    private long uses;

    public async Task<SeriesOutline> Of(MetricSeries series)
    {
        Task<SeriesOutline> outline;
        lock (gate)
        {
            if (!kept.TryGetValue(series, out var one))
                kept[series] = one = new Kept { Outline = Task.Run(() => Make(series)) };
            one.UsedAt = ++uses;
            outline = one.Outline;
        }

        Trim();
        try
        {
            return await outline.ConfigureAwait(false);
        }
        catch
        {
            GiveUp(series);
            throw;
        }
    }

    private async Task<SeriesOutline> Make(MetricSeries series)
    {
        var outline = new SeriesOutline();
        // First it follows what is appended, then it takes what is there; what is taken twice changes nothing.
        lock (series) series.Follower = outline;
        await fill(series, outline).ConfigureAwait(false);
        if (!outline.IsLong) GiveUp(series);
        return outline;
    }

    private void Trim()
    {
        MetricSeries? oldest = null;
        lock (gate)
            if (kept.Count > OutlinesMax) oldest = kept.MinBy(one => one.Value.UsedAt).Key;
        if (oldest is not null) GiveUp(oldest);
    }

    private void GiveUp(MetricSeries series)
    {
        lock (gate) kept.Remove(series);
        lock (series) series.Follower = null;
    }

    private sealed class Kept
    {
        public required Task<SeriesOutline> Outline { get; init; }

        public long UsedAt { get; set; }
    }
}
