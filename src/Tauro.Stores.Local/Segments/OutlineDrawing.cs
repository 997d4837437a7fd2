using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Merges the cells of an outline into groups, few enough for a chart. All groups span the same number of steps, a
/// power of two, so that they do not change while the series grows. Groups without points do not count, so a few
/// outliers cost the other points no resolution. When there are so many outliers that the other points would be in one
/// group, that group is drawn separately, with half of all groups.
/// </summary>
internal sealed class OutlineDrawing
{
    /// <summary>A group with more than this many times the average number of cells is drawn separately.</summary>
    private const int CrowdFactor = 8;

    private readonly List<MetricValue> points = [];
    private int widest;

    private OutlineDrawing()
    {
    }

    /// <returns>The points to draw, in order, and the binary logarithm of the widest group's width in cells.</returns>
    public static (IReadOnlyList<MetricValue> Points, int Wider) Render(ReadOnlySpan<OutlineCell> cells, int groupsMax)
    {
        var drawing = new OutlineDrawing();
        drawing.Draw(cells, groupsMax);
        return (drawing.points, drawing.widest);
    }

    private void Draw(ReadOnlySpan<OutlineCell> cells, int groupsMax)
    {
        var wider = 0;
        var groups = GroupsOf(cells, wider);
        while (groups > groupsMax) groups = GroupsOf(cells, ++wider);
        var (from, to) = Largest(cells, wider);
        if (to - from > 1 && (long)(to - from) * groups > (long)CrowdFactor * cells.Length)
        {
            // There are more than eight groups here, so each side gets at least one.
            var others = groupsMax / 2;
            var before = from == 0 ? 0 : Math.Clamp(
                others * from / (cells.Length - to + from), 1, to == cells.Length ? others : others - 1);
            Draw(cells[..from], before);
            Draw(cells[from..to], groupsMax - others);
            Draw(cells[to..], others - before);
            return;
        }

        widest = Math.Max(widest, wider);
        for (var i = 0; i < cells.Length;)
        {
            var (group, end) = (cells[i], EndOfGroup(cells, i, wider));
            while (++i < end) group = group.With(cells[i]);
            points.AddRange(group.Points());
        }
    }

    private static (int From, int To) Largest(ReadOnlySpan<OutlineCell> cells, int wider)
    {
        var largest = (From: 0, To: 0);
        for (int i = 0, end; i < cells.Length; i = end)
        {
            end = EndOfGroup(cells, i, wider);
            if (end - i > largest.To - largest.From) largest = (i, end);
        }

        return largest;
    }

    private static int GroupsOf(ReadOnlySpan<OutlineCell> cells, int wider)
    {
        var groups = 0;
        for (var i = 0; i < cells.Length; i = EndOfGroup(cells, i, wider)) groups++;
        return groups;
    }

    private static int EndOfGroup(ReadOnlySpan<OutlineCell> cells, int start, int wider)
    {
        var end = start + 1;
        while (end < cells.Length && GroupOf(cells[end], wider) == GroupOf(cells[start], wider)) end++;
        return end;
    }

    // No shift merges negative and positive indexes, and a shift by 64 has no effect; so 64 means one group for all.
    private static long GroupOf(in OutlineCell cell, int wider) => wider < 64 ? cell.Index >> wider : 0;
}
