namespace Tauro.Stores.Local.Segments;

/// <summary>
/// A decoded row group. The arrays are not shared with other readers; run ids and keys are stored once per series.
/// </summary>
internal sealed record RowGroupRows(
    IReadOnlyList<(SeriesKey Series, int Start, int Rows)> Series, long[] Steps, long[] Timestamps, double[] Values)
{
    public IEnumerable<MetricChunk> Chunks() => Series.Select(pair => Chunk(pair.Series, pair.Start, pair.Rows));

    public MetricChunk? Find(SeriesKey wanted)
    {
        foreach (var (series, start, rows) in Series)
        {
            if (series == wanted) return Chunk(series, start, rows);
        }

        return null;
    }

    private MetricChunk Chunk(SeriesKey series, int start, int rows) => new(
        series, Steps.AsMemory(start, rows), Timestamps.AsMemory(start, rows), Values.AsMemory(start, rows));
}
