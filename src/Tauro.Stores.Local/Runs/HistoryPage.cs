using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>
/// A page of a history in the making. Row groups are read in the order in which their points may begin, and none that
/// lies wholly before the page or behind it: where steps and times go up together, a page costs what it holds. Where
/// they do not, what is read beyond the page is passed over, and never held.
/// </summary>
internal sealed class HistoryPage(SeriesKey series, MetricHistoryQuery query, MetricValue? after)
{
    private readonly MetricHistoryOrder order = query.Order;
    private readonly long minStep = query.MinStep ?? long.MinValue;
    private readonly long maxStep = query.MaxStep ?? long.MaxValue;

    // One more than the page holds tells that there is another.
    private readonly EarliestPoints earliest = new(query.Order, after, query.Page.Size + 1);

    public void Take(IReadOnlyList<KeyPoints> memory)
    {
        foreach (var part in memory)
            earliest.Take(part.Steps.Span, part.Timestamps.Span, part.Values.Span, minStep, maxStep);
    }

    public async Task Take(LiveSegments segments, CancellationToken cancel)
    {
        var parts = await segments.Parts(series, query.MinStep, query.MaxStep).ConfigureAwait(false);
        if (after is { } last)
        {
            var behind = SeriesPart.Pair(order, last.Step, last.Timestamp);
            parts.RemoveAll(part => part.Greatest(order).CompareTo(behind) < 0);
        }

        parts.Sort((a, b) => a.Least(order).CompareTo(b.Least(order)));
        foreach (var part in parts)
        {
            cancel.ThrowIfCancellationRequested();
            if (earliest.AreBefore(part.Least(order))) break;
            if (await part.ReadAsync(series, cancel).ConfigureAwait(false) is { } chunk)
                earliest.Take(chunk.Steps.Span, chunk.Timestamps.Span, chunk.Values.Span, minStep, maxStep);
        }
    }

    public Page<MetricValue> Complete()
    {
        var found = earliest.Complete();
        var points = found[..Math.Min(query.Page.Size, found.Length)].ToArray();
        return new Page<MetricValue>(
            points, found.Length > points.Length ? HistoryToken.Write(query, points[^1]) : null);
    }
}
