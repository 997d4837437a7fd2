using System.Runtime.InteropServices;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>
/// Collects the first points after a given one, in an order. Points may be added in any order and more than once. At
/// most twice as many points as requested are held.
/// </summary>
internal sealed class EarliestPoints(MetricHistoryOrder order, MetricValue? after, int max)
{
    private readonly List<MetricValue> earliest = [];
    private MetricValue? end;
    private bool isSorted = true;

    public void Add(
        ReadOnlySpan<long> steps, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values,
        long minStep, long maxStep)
    {
        var capacity = 2 * max;
        earliest.EnsureCapacity(Math.Min(capacity, earliest.Count + steps.Length));
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] < minStep || steps[i] > maxStep) continue;
            var point = new MetricValue(steps[i], timestamps[i], values[i]);
            if ((after is { } before && !IsEarlier(before, point)) || (end is { } last && !IsEarlier(point, last)))
                continue;

            // Points are mostly added in order, and then need no sorting.
            isSorted = isSorted && (earliest.Count == 0 || IsEarlier(earliest[^1], point));
            earliest.Add(point);
            if (earliest.Count == capacity) Trim();
        }
    }

    /// <summary>Whether no point from a position on can be one of them.</summary>
    public bool AreBefore((long Major, long Minor) least)
    {
        // Counting is much cheaper than sorting, which would cost too much for each of many overlapping row groups.
        if (earliest.Count < max || (!isSorted && earliest.Count(point => IsBefore(point, least)) < max)) return false;
        Trim();
        return end is { } last && IsBefore(last, least);
    }

    /// <summary>Returns all points, in order, each once.</summary>
    public ReadOnlySpan<MetricValue> Complete()
    {
        Trim();
        return CollectionsMarshal.AsSpan(earliest);
    }

    private void Trim()
    {
        if (!isSorted) Sort();
        isSorted = true;
        if (earliest.Count < max) return;
        earliest.RemoveRange(max, earliest.Count - max);
        end = earliest[^1];
    }

    private void Sort()
    {
        var points = CollectionsMarshal.AsSpan(earliest);
        if (order == MetricHistoryOrder.Step) points.Sort(PointOrder.Instance);
        else points.Sort(TimestampOrder.Instance);
        var kept = 1;
        for (var i = 1; i < points.Length; i++)
            if (IsEarlier(points[kept - 1], points[i])) points[kept++] = points[i];
        earliest.RemoveRange(kept, earliest.Count - kept);
    }

    private bool IsBefore(MetricValue point, (long Major, long Minor) least) =>
        SeriesPart.SortKey(order, point.Step, point.Timestamp).CompareTo(least) < 0;

    private bool IsEarlier(in MetricValue a, in MetricValue b) => order == MetricHistoryOrder.Step
        ? PointOrder.Compare(a.Step, a.Timestamp, a.Value, b.Step, b.Timestamp, b.Value) < 0
        : PointOrder.Compare(a.Timestamp, a.Step, a.Value, b.Timestamp, b.Step, b.Value) < 0;
}
