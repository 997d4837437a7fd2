using System.Runtime.InteropServices;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The shape of a series in a limited number of cells. All cells span the same number of steps, a power of two that
/// grows with the series. Points may be added in any order and more than once. Safe for concurrent use.
/// </summary>
/// <param name="compact">Whether to use few cells relative to the number of points; for stored outlines.</param>
internal sealed class SeriesOutline(bool compact = false)
{
    public const int CellsMax = 4_096;
    public const int LongPointsMin = 100_000;

    /// <summary>Enough for a sample of 1,000 points to be the same as with <see cref="CellsMax"/> cells.</summary>
    private const int CompactCells = 256;
    private const int CompactPointsPerCell = 400;

    /// <summary>The groups of such a sample.</summary>
    private const int CompactGroups = 1_000 / OutlineCell.PointsMax;

    private readonly Lock gate = new();
    private readonly List<OutlineCell> cells = [];
    private int shift;

    /// <summary>The number of points added, including repeated ones.</summary>
    public long Added { get; private set; }

    /// <summary>Whether there are so many points that reading all of them takes long.</summary>
    public bool IsLong => Added >= LongPointsMin;

    public void Add(MetricValue point)
    {
        lock (gate)
        {
            Added++;
            Put(OutlineCell.From(point, point.Step >> shift));
        }
    }

    /// <summary>Adds many points, which is fastest when they are in order.</summary>
    public void Add(ReadOnlySpan<long> steps, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        lock (gate)
        {
            Added += steps.Length;
            for (var from = 0; from < steps.Length;)
            {
                var index = steps[from] >> shift;
                var to = from + 1;
                while (to < steps.Length && steps[to] >> shift == index
                    && (steps[to - 1] < steps[to] || IsSorted(steps, timestamps, values, to))) to++;
                Put(OutlineCell.From(steps[from..to], timestamps[from..to], values[from..to], index));
                from = to;
            }
        }
    }

    public void Add(MetricChunk chunk) => Add(chunk.Steps.Span, chunk.Timestamps.Span, chunk.Values.Span);

    /// <summary>Adds the cells of another outline, with the same result as adding its points one by one.</summary>
    public void Add(SeriesOutline other)
    {
        var (otherShift, taken) = other.Cells();
        lock (gate)
        {
            while (shift < otherShift) Widen();
            foreach (var cell in taken) Put(cell with { Index = cell.First.Step >> shift });
            Added += other.Added;
        }
    }

    public int CellCount
    {
        get
        {
            lock (gate) return cells.Count;
        }
    }

    /// <summary>Creates an outline from its cells, in order.</summary>
    public static SeriesOutline FromCells(int shift, long points, IEnumerable<OutlineCell> cells)
    {
        var outline = new SeriesOutline { shift = shift, Added = points };
        outline.cells.AddRange(cells);
        return outline;
    }

    public (int Shift, OutlineCell[] Cells) Cells()
    {
        lock (gate) return (shift, [.. cells]);
    }

    /// <summary>Removes all points.</summary>
    public void Clear()
    {
        lock (gate)
        {
            (Added, shift) = (0, 0);
            cells.Clear();
        }
    }

    /// <summary>
    /// Returns an outline of the cells that are completely between two steps, and the steps that these cells cover;
    /// null when there are none. Both are read under one lock, since a new point may widen the cells.
    /// </summary>
    public (SeriesOutline Outline, long First, long Last)? Within(long minStep, long maxStep)
    {
        lock (gate)
        {
            var first = minStep >> shift << shift == minStep ? minStep >> shift : (minStep >> shift) + 1;
            var last = (maxStep >> shift << shift) + Width - 1 == maxStep ? maxStep >> shift : (maxStep >> shift) - 1;
            return first > last
                ? null
                : (FromCells(shift, 0, cells.Where(cell => cell.Index >= first && cell.Index <= last)),
                    first << shift, (last << shift) + Width - 1);
        }
    }

    /// <summary>
    /// Returns the points to draw, in order, and the largest number of steps that a group spans. There may be fewer
    /// points than requested.
    /// </summary>
    public (IReadOnlyList<MetricValue> Points, long Width) Draw(int pointsMax)
    {
        lock (gate)
        {
            var all = CollectionsMarshal.AsSpan(cells);
            // Most groups have fewer points than a group can have, so there may be more groups.
            var groups = Math.Max(1, pointsMax / OutlineCell.PointsMax);
            var (points, wider) = OutlineDrawing.Render(all, groups);
            var finer = points;
            while (finer.Count <= pointsMax && 2 * groups <= CompactGroups)
            {
                groups *= 2;
                (finer, var finerWider) = OutlineDrawing.Render(all, groups);
                if (finer.Count <= pointsMax) (points, wider) = (finer, finerWider);
            }

            points = PointSelection.Fill(points, finer, pointsMax);
            return (points, shift + wider < 63 ? 1L << (shift + wider) : long.MaxValue);
        }
    }

    private long Width => 1L << shift;

    private void Put(OutlineCell cell)
    {
        var at = cells.Count - 1;
        var all = CollectionsMarshal.AsSpan(cells);
        if (at >= 0 && all[at].Index > cell.Index)
            at = cells.BinarySearch(cell, ByIndex);
        if (at >= 0 && all[at].Index == cell.Index)
        {
            all[at] = all[at].With(cell);
            return;
        }

        cells.Insert(at >= 0 ? at + 1 : cells.Count == 0 ? 0 : ~at, cell);
        while (cells.Count > Capacity) Widen();
    }

    private int Capacity => compact ? (int)Math.Clamp(Added / CompactPointsPerCell, CompactCells, CellsMax) : CellsMax;

    private static bool IsSorted(
        ReadOnlySpan<long> steps, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, int at) =>
        PointOrder.Compare(
            steps[at - 1], timestamps[at - 1], values[at - 1], steps[at], timestamps[at], values[at]) <= 0;

    private static readonly Comparer<OutlineCell> ByIndex =
        Comparer<OutlineCell>.Create((a, b) => a.Index.CompareTo(b.Index));

    private void Widen()
    {
        shift++;
        var kept = 0;
        var all = CollectionsMarshal.AsSpan(cells);
        for (var i = 0; i < all.Length; i++)
        {
            var wider = all[i] with { Index = all[i].Index >> 1 };
            if (kept > 0 && all[kept - 1].Index == wider.Index) all[kept - 1] = all[kept - 1].With(wider);
            else all[kept++] = wider;
        }

        cells.RemoveRange(kept, cells.Count - kept);
    }
}
