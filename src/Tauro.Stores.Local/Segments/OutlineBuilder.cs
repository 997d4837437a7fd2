namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Outlines the long series of a segment as its row groups pass. Most series are short and lie within one row group:
/// only those that may go on into the next are looked at.
/// </summary>
internal sealed class OutlineBuilder
{
    private readonly SeriesOutline outline = new(sparing: true);
    private readonly List<(SeriesKey Series, byte[] Outline)> ended = [];
    private SeriesKey? current;

    /// <summary>Takes the row group that comes next.</summary>
    public void Add(RowGroupBuffer rows)
    {
        var (first, last) = (rows.FirstSeries, rows.LastSeries);
        if (current == first.Series) Add(rows, first.Rows);
        if (current == last.Series) return;
        End();
        current = last.Series;
        Add(rows, last.Rows);
    }

    /// <summary>The outlines of all series that are long, in their order.</summary>
    public IReadOnlyList<(SeriesKey Series, byte[] Outline)> Complete()
    {
        End();
        return ended;
    }

    private void Add(RowGroupBuffer rows, Range range) =>
        outline.Add(rows.Steps[range].Span, rows.Timestamps[range].Span, rows.Values[range].Span);

    private void End()
    {
        if (current is { } series && outline.IsLong) ended.Add((series, StoredOutline.Encode(outline)));
        outline.Clear();
        current = null;
    }
}
