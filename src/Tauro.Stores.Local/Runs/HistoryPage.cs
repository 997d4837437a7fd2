using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>
/// Builds a page of a metric's history. Row groups are read in the order of their first possible points, skipping those
/// that lie entirely before or after the page: when steps and times rise together, only the page's own row groups are
/// read. Otherwise, points beyond the page are read and skipped, but never held.
/// </summary>
internal sealed class HistoryPage(SeriesKey series, MetricHistoryQuery query, MetricValue? after)
{
    private readonly MetricHistoryOrder order = query.Order;
    private readonly long minStep = query.MinStep ?? long.MinValue;
    private readonly long maxStep = query.MaxStep ?? long.MaxValue;

    // One more than the page size, to detect another page.
    private readonly EarliestPoints earliest = new(query.Order, after, query.Page.Size + 1);

    public void Add(IReadOnlyList<KeyPoints> memory)
    {
        foreach (var part in memory)
            earliest.Add(part.Steps.Span, part.Timestamps.Span, part.Values.Span, minStep, maxStep);
    }

    public async Task Add(LiveSegments segments, CancellationToken cancel)
    {
        var parts = await segments.Parts(series, query.MinStep, query.MaxStep).ConfigureAwait(false);
        if (after is { } last)
        {
            var start = SeriesPart.SortKey(order, last.Step, last.Timestamp);
            parts.RemoveAll(part => part.Max(order).CompareTo(start) < 0);
        }

        parts.Sort((a, b) => a.Min(order).CompareTo(b.Min(order)));
        foreach (var part in parts)
        {
            cancel.ThrowIfCancellationRequested();
            if (earliest.AreBefore(part.Min(order))) break;
            if (await part.ReadAsync(series, cancel).ConfigureAwait(false) is { } chunk)
                earliest.Add(chunk.Steps.Span, chunk.Timestamps.Span, chunk.Values.Span, minStep, maxStep);
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
