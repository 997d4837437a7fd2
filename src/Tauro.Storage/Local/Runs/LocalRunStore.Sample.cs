using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Storage.Checkpoints;
using Tauro.Storage.Points;
using Tauro.Storage.Series;

namespace Tauro.Storage.Local;

internal sealed partial class LocalRunStore
{
    /// <summary>For fewer cells than this a stretch of a long series is read anew, which shows more of it.</summary>
    private const int CellsMin = 64;

    private readonly SeriesOutlines outlines;

    public async ValueTask<StoreOutcome<MetricSample>> SampleMetric(
        MetricSampleQuery query, CancellationToken cancel = default)
    {
        if (query.PointsMax is < Limits.SamplePointsMin or > Limits.SamplePointsMax)
            return Over(
                $"A sample of {query.PointsMax} points was asked for; ask for {Limits.SamplePointsMin} to " +
                $"{Limits.SamplePointsMax}.");
        var state = engine.State;
        if (state.Runs.Find(query.RunId) is null)
        {
            await engine.Barrier(state).ConfigureAwait(false);
            return NoRun(query.RunId);
        }

        var sample = state.Points.Find(query.RunId)?.Find(query.Key) is { } series
            ? await Sample(series, query).ConfigureAwait(false)
            : new MetricSample([], 1, true);
        await engine.Barrier(state).ConfigureAwait(false);
        return sample;
    }

    private async Task<MetricSample> Sample(MetricSeries series, MetricSampleQuery query)
    {
        var (min, max) = (query.MinStep ?? long.MinValue, query.MaxStep ?? long.MaxValue);
        bool isShort;
        lock (series) isShort = series.IsResident;
        if (!isShort && await outlines.Of(series).ConfigureAwait(false) is { IsLong: true } kept
            && kept.Whole(min, max) is { } whole
            && ((min, max) == whole || kept.CellsBetween(whole.First, whole.Last) >= CellsMin))
        {
            var stretch = new SeriesOutline();
            stretch.AddCells(kept, whole.First, whole.Last);
            if (min < whole.First) await Scan(series, min, whole.First - 1, stretch.Add).ConfigureAwait(false);
            if (whole.Last < max) await Scan(series, whole.Last + 1, max, stretch.Add).ConfigureAwait(false);
            return Drawn(stretch, query.PointsMax);
        }

        var outline = new SeriesOutline();
        var points = new List<MetricValue>();
        await Scan(series, query.MinStep, query.MaxStep, point =>
        {
            outline.Add(point);
            if (points.Count <= 2 * query.PointsMax) points.Add(point);
        }).ConfigureAwait(false);
        var exact = points.Count > 2 * query.PointsMax
            ? []
            : points.Order(PointOrder.Instance).Distinct().ToList();
        return outline.Added > 0 && exact.Count is 0 || exact.Count > query.PointsMax
            ? Drawn(outline, query.PointsMax)
            : new MetricSample(exact, 1, true);
    }

    private static MetricSample Drawn(SeriesOutline outline, int pointsMax)
    {
        var (points, width) = outline.Draw(pointsMax);
        return new MetricSample(points, width, false);
    }

    /// <summary>Takes every point of a stretch, some perhaps more than once, one row group at a time.</summary>
    private Task Scan(MetricSeries series, long? minStep, long? maxStep, Action<MetricValue> take) => Take(
        () =>
        {
            MetricValue[] memory;
            bool isWhole;
            lock (series) (memory, isWhole) = (series.Snapshot(), series.IsResident);
            foreach (var point in memory)
            {
                if (point.Step >= (minStep ?? long.MinValue) && point.Step <= (maxStep ?? long.MaxValue)) take(point);
            }

            return isWhole;
        },
        async segments =>
        {
            var key = new SeriesKey(series.RunId, series.Key);
            await foreach (var chunk in segments.Stream(key, minStep, maxStep).ConfigureAwait(false))
                for (var i = 0; i < chunk.Count; i++) take(chunk[i]);
        });

    private Task Outline(MetricSeries series, SeriesOutline outline) => Take(
        () =>
        {
            lock (series)
            {
                series.AddTo(outline);
                return series.IsResident;
            }
        },
        segments => segments.AddTo(outline, new SeriesKey(series.RunId, series.Key)));

    /// <summary>Takes what is in memory, then, where that is not all, what the segments have.</summary>
    /// <param name="takeMemory">Answers whether everything is in memory.</param>
    /// <param name="takeSegments">Called again when a compaction replaced the segments meanwhile.</param>
    private async Task Take(Func<bool> takeMemory, Func<LiveSegments, Task> takeSegments)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (takeMemory()) return;
            var segments = engine.Checkpoints.Segments;
            try
            {
                await takeSegments(segments).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (WasReplaced(e, segments, attempt))
            {
                // Read the new ones; what was taken already is taken once more.
            }
            catch (ObjectDisposedException e)
            {
                throw Closed(e);
            }
        }
    }
}
