using System.Runtime.InteropServices;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Storage.Series;

namespace Tauro.Storage.Local;

/// <summary>
/// The earliest points that come after the page before. Any point may be one of them, so all are looked at, but no more
/// than two pages of them are held.
/// </summary>
internal sealed class TimestampPage(MetricValue? after, int size) : HistoryPage
{
    private readonly List<MetricValue> earliest = [];
    private MetricValue? end;
    private bool isSorted = true;

    public override bool Take(MetricChunk chunk)
    {
        var steps = chunk.Steps.Span;
        var timestamps = chunk.Timestamps.Span;
        var values = chunk.Values.Span;
        var room = 2 * (size + 1);
        earliest.EnsureCapacity(Math.Min(room, earliest.Count + chunk.Count));
        for (var i = 0; i < steps.Length; i++)
        {
            var point = new MetricValue(steps[i], timestamps[i], values[i]);
            if ((after is { } before && !IsEarlier(before, point)) || (end is { } last && !IsEarlier(point, last)))
                continue;

            // Steps and times mostly go up together, and then there is nothing to sort.
            isSorted = isSorted && (earliest.Count == 0 || IsEarlier(earliest[^1], point));
            earliest.Add(point);
            if (earliest.Count == room) Trim();
        }

        return true;
    }

    public override Page<MetricValue> Complete()
    {
        Trim();
        // An array, as the other page's, so that whoever writes the answer meets one kind of list.
        var points = CollectionsMarshal.AsSpan(earliest)[..Math.Min(size, earliest.Count)].ToArray();
        return new Page<MetricValue>(points, earliest.Count > size ? HistoryToken.Write(points[^1]) : null);
    }

    /// <summary>Leaves a page, and one point more that tells of the next page.</summary>
    private void Trim()
    {
        if (!isSorted) earliest.Sort(TimestampOrder.Instance);
        isSorted = true;
        if (earliest.Count <= size + 1) return;
        earliest.RemoveRange(size + 1, earliest.Count - size - 1);
        end = earliest[^1];
    }

    private static bool IsEarlier(MetricValue a, MetricValue b) => TimestampOrder.Instance.Compare(a, b) < 0;
}
