using System.Runtime.InteropServices;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Points of one series in <see cref="PointOrder"/>, without duplicates, as three parallel arrays: a million points are
/// three objects. A long series is split into several chunks; each begins after the last point of the previous one.
/// </summary>
public sealed class MetricChunk
{
    public MetricChunk(
        SeriesKey series, ReadOnlyMemory<long> steps, ReadOnlyMemory<long> timestamps, ReadOnlyMemory<double> values)
    {
        if (steps.Length != timestamps.Length || steps.Length != values.Length)
        {
            throw new ArgumentException(
                $"Columns differ in length: {steps.Length}, {timestamps.Length}, {values.Length}.");
        }

        Series = series;
        Steps = steps;
        Timestamps = timestamps;
        Values = values;
    }

    public SeriesKey Series { get; }

    public int Count => Steps.Length;

    public ReadOnlyMemory<long> Steps { get; }

    /// <summary>Unix milliseconds.</summary>
    public ReadOnlyMemory<long> Timestamps { get; }

    public ReadOnlyMemory<double> Values { get; }

    public MetricValue this[int index] =>
        new(Steps.Span[index], Timestamps.Span[index], Values.Span[index]);

    /// <summary>Creates a chunk from points in any order. Removes exact duplicates.</summary>
    public static MetricChunk FromUnsorted(SeriesKey series, IEnumerable<MetricValue> points) =>
        SortInPlace(series, points.ToArray());

    /// <summary>Creates a chunk from points in any order; the array is sorted in place.</summary>
    internal static MetricChunk SortInPlace(SeriesKey series, MetricValue[] sorted)
    {
        if (!IsStrictlyAscending(sorted)) Array.Sort(sorted, PointOrder.Instance);
        var steps = new long[sorted.Length];
        var timestamps = new long[sorted.Length];
        var values = new double[sorted.Length];
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && PointOrder.Instance.Compare(sorted[i - 1], sorted[i]) == 0) continue;
            (steps[count], timestamps[count], values[count]) = sorted[i];
            count++;
        }

        return new(series, steps.AsMemory(0, count), timestamps.AsMemory(0, count), values.AsMemory(0, count));
    }

    public MetricChunk Slice(int start, int length) => start == 0 && length == Count
        ? this
        : new(Series, Steps.Slice(start, length), Timestamps.Slice(start, length), Values.Slice(start, length));

    /// <summary>Returns the points whose step is in the range, including both ends; null means no bound.</summary>
    public MetricChunk Within(long? minStep, long? maxStep)
    {
        var from = minStep is { } min ? FirstAtOrAfter(min) : 0;
        var to = maxStep is { } max && max < long.MaxValue ? FirstAtOrAfter(max + 1) : Count;
        return Slice(from, Math.Max(0, to - from));
    }

    public IEnumerable<MetricValue> Points()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    private int FirstAtOrAfter(long step)
    {
        // The bound compares less than an equal step, so the search always ends at the first of equal steps.
        var index = MemoryExtensions.BinarySearch(Steps.Span, new FirstStep(step));
        return ~index;
    }

    private static bool IsStrictlyAscending(MetricValue[] points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (PointOrder.Instance.Compare(points[i - 1], points[i]) >= 0) return false;
        }

        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct FirstStep(long step) : IComparable<long>
    {
        public int CompareTo(long other) => step <= other ? -1 : 1;
    }
}
