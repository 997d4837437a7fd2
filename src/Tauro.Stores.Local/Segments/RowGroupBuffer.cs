namespace Tauro.Stores.Local.Segments;

/// <summary>The rows of the row group being written, column by column.</summary>
internal sealed class RowGroupBuffer
{
    private const char FirstSurrogate = '\uD800';

    private readonly string[] runs = new string[SegmentFormat.RowGroupRowsMax];
    private readonly string[] keys = new string[SegmentFormat.RowGroupRowsMax];
    private readonly long[] steps = new long[SegmentFormat.RowGroupRowsMax];
    private readonly long[] timestamps = new long[SegmentFormat.RowGroupRowsMax];
    private readonly double[] values = new double[SegmentFormat.RowGroupRowsMax];

    private int firstEnd;
    private int lastStart;

    public int Count { get; private set; }

    public int Remaining => SegmentFormat.RowGroupRowsMax - Count;

    public ArraySegment<string> Runs => new(runs, 0, Count);

    public ArraySegment<string> Keys => new(keys, 0, Count);

    public ReadOnlyMemory<long> Steps => steps.AsMemory(0, Count);

    public ReadOnlyMemory<long> Timestamps => timestamps.AsMemory(0, Count);

    public ReadOnlyMemory<double> Values => values.AsMemory(0, Count);

    public (SeriesKey Series, Range Rows) FirstSeries => (new(runs[0], keys[0]), ..firstEnd);

    public (SeriesKey Series, Range Rows) LastSeries => (Last, lastStart..Count);

    private SeriesKey Last => new(runs[Count - 1], keys[Count - 1]);

    /// <summary>
    /// Returns whether a series needs its own row group: its run id or key has a surrogate, or a character after the
    /// surrogates. Only then do the orders of .NET strings (UTF-16) and of Parquet statistics (UTF-8) differ. Alone,
    /// minimum and maximum are the same string, so other readers prune correctly.
    /// </summary>
    public bool NeedsOwnRowGroup(SeriesKey series) => Count > 0
        && series != Last
        && (OrdersDiffer(series) || OrdersDiffer(Last));

    public void Add(SeriesKey series, ReadOnlySpan<long> step, ReadOnlySpan<long> timestamp, ReadOnlySpan<double> value)
    {
        if (Count == 0 || series != Last) lastStart = Count;
        runs.AsSpan(Count, step.Length).Fill(series.RunId);
        keys.AsSpan(Count, step.Length).Fill(series.Key);
        step.CopyTo(steps.AsSpan(Count));
        timestamp.CopyTo(timestamps.AsSpan(Count));
        value.CopyTo(values.AsSpan(Count));
        Count += step.Length;
        if (lastStart == 0) firstEnd = Count;
    }

    public void Clear() => Count = 0;

    private static bool OrdersDiffer(SeriesKey series) =>
        series.RunId.AsSpan().ContainsAnyInRange(FirstSurrogate, char.MaxValue)
        || series.Key.AsSpan().ContainsAnyInRange(FirstSurrogate, char.MaxValue);
}
