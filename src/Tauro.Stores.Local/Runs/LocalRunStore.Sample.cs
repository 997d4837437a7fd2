using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    /// <summary>With fewer cells than this, a range of a long series is read again, which shows more detail.</summary>
    private const int CellsMin = 64;

    private readonly SeriesOutlines outlines;

    public async ValueTask<StoreOutcome<MetricSample>> SampleMetric(
        MetricSampleQuery query, CancellationToken cancel = default)
    {
        if (query.PointsMax is < Limits.SamplePointsMin or > Limits.SamplePointsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"A sample of {query.PointsMax} points was requested; request {Limits.SamplePointsMin} to " +
                $"{Limits.SamplePointsMax}.");
        var state = engine.State;
        if (state.Runs.Find(query.RunId) is not { } run)
        {
            await engine.Barrier(state).ConfigureAwait(false);
            return RunWrites.NotFound(query.RunId);
        }

        var sample = await FindSeries(state, run, query.Key, cancel).ConfigureAwait(false) is { } series
            ? await Sample(series, query).ConfigureAwait(false)
            : new MetricSample([], 1, true);
        await engine.Barrier(state).ConfigureAwait(false);
        return sample;
    }

    private async Task<MetricSample> Sample(MetricSeries series, MetricSampleQuery query)
    {
        var (min, max) = (query.MinStep ?? long.MinValue, query.MaxStep ?? long.MaxValue);
        if (await MayBeLong(series).ConfigureAwait(false)
            && await outlines.Get(series).ConfigureAwait(false) is { IsLong: true } cached
            && cached.Within(min, max) is var (range, first, last)
            && ((min, max) == (first, last) || range.CellCount >= CellsMin))
        {
            if (min < first) await Scan(series, min, first - 1, range.Add).ConfigureAwait(false);
            if (last < max) await Scan(series, last + 1, max, range.Add).ConfigureAwait(false);
            return ToSample(range, query.PointsMax);
        }

        var outline = new SeriesOutline();
        HashSet<MetricValue>? exact = [];
        await Scan(series, query.MinStep, query.MaxStep, point =>
        {
            outline.Add(point);
            if (exact is not null && exact.Add(point) && outline.IsLong) exact = null;
        }).ConfigureAwait(false);
        if (exact is null) return ToSample(outline, query.PointsMax);
        if (exact.Count <= query.PointsMax)
            return new MetricSample([.. exact.Order(PointOrder.Instance)], 1, true);
        var (points, width) = outline.Draw(query.PointsMax);
        return new MetricSample(PointSelection.Fill(points, exact, query.PointsMax), width, false);
    }

    /// <summary>False for a series that is short enough to read its points directly, without an outline.</summary>
    private async Task<bool> MayBeLong(MetricSeries series)
    {
        long inMemory;
        lock (series)
        {
            if (series.IsResident) return false;
            if (series.CountMax is { } counted) return counted >= SeriesOutline.LongPointsMin;
            inMemory = series.InMemory().Sum(part => (long)part.Count);
        }

        var stored = 0L;
        await ReadParts(() => false, async segments => stored = await segments.CountMax(
            new SeriesKey(series.RunId, series.Key)).ConfigureAwait(false)).ConfigureAwait(false);
        return inMemory + stored >= SeriesOutline.LongPointsMin;
    }

    private static MetricSample ToSample(SeriesOutline outline, int pointsMax)
    {
        var (points, width) = outline.Draw(pointsMax);
        return new MetricSample(points, width, false);
    }

    /// <summary>Visits every point in a range of steps, possibly more than once, one row group at a time.</summary>
    private Task Scan(MetricSeries series, long? minStep, long? maxStep, Action<MetricValue> visit) => ReadParts(
        () =>
        {
            var (memory, isComplete) = InMemory(series);
            foreach (var part in memory)
            {
                for (var i = 0; i < part.Count; i++)
                {
                    var point = part[i];
                    if (point.Step >= (minStep ?? long.MinValue) && point.Step <= (maxStep ?? long.MaxValue))
                        visit(point);
                }
            }

            return isComplete;
        },
        async segments =>
        {
            var key = new SeriesKey(series.RunId, series.Key);
            await foreach (var chunk in segments.Stream(key, minStep, maxStep).ConfigureAwait(false))
                for (var i = 0; i < chunk.Count; i++) visit(chunk[i]);
        });

    private Task Outline(MetricSeries series, SeriesOutline outline) => ReadParts(
        () =>
        {
            var (memory, isComplete) = InMemory(series);
            foreach (var part in memory) outline.Add(part.Steps.Span, part.Timestamps.Span, part.Values.Span);
            return isComplete;
        },
        segments => segments.AddTo(outline, new SeriesKey(series.RunId, series.Key)));
}
