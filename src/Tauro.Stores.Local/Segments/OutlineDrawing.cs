using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Joins the cells of an outline into groups, few enough for a chart: each of the same number of steps, a power of two,
/// so that a group stays as it is while the series grows behind it. Groups without points do not count, so some points
/// far out take nothing from the others. Where so many lie far out that the others would be one group, these are drawn
/// by themselves, with half of all groups.
/// </summary>
internal sealed class OutlineDrawing
{
    /// <summary>A group with so many times the cells of an average one is a crowd; evenly spaced, none is.</summary>
    private const int CrowdFactor = 8;

    private readonly List<MetricValue> points = [];
    private int widest;

    private OutlineDrawing()
    {
    }

    /// <returns>The points to draw, in order, and by what power of two the widest group is wider than a cell.</returns>
    public static (IReadOnlyList<MetricValue> Points, int Wider) Of(ReadOnlySpan<OutlineCell> cells, int groupsMax)
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
            // More than eight groups there are then, so each side gets its part.
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

    // No shift joins what lies before step 0 with what lies behind it, and one by 64 shifts nothing.
    private static long GroupOf(in OutlineCell cell, int wider) => wider < 64 ? cell.Index >> wider : 0;
}
