namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Builds the outlines of the long series of a segment from its row groups. Most series are short and within one row
/// group, so only the first and last series of a row group are looked at.
/// </summary>
internal sealed class OutlineBuilder
{
    private readonly SeriesOutline outline = new(compact: true);
    private readonly List<(SeriesKey Series, byte[] Outline)> ended = [];
    private SeriesKey? current;

    /// <summary>Adds the next row group.</summary>
    public void Add(RowGroupBuffer rows)
    {
        var (first, last) = (rows.FirstSeries, rows.LastSeries);
        if (current == first.Series) Add(rows, first.Rows);
        if (current == last.Series) return;
        End();
        current = last.Series;
        Add(rows, last.Rows);
    }

    /// <summary>Returns the outlines of all long series, in the order of the segment.</summary>
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
