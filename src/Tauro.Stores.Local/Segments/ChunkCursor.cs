using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>Where a merge stands in one of its sources.</summary>
internal sealed class ChunkCursor(IAsyncEnumerator<MetricChunk> source, MetricChunk chunk)
{
    private int index;

    /// <summary>The current chunk from the current point on.</summary>
    public MetricChunk Rest => chunk.Slice(index, Remaining);

    public int Remaining => chunk.Count - index;

    public SeriesKey Series => chunk.Series;

    public bool AtChunkEnd => Remaining == 0;

    public long Step => chunk.Steps.Span[index];

    public long Timestamp => chunk.Timestamps.Span[index];

    public double Value => chunk.Values.Span[index];

    /// <summary>A cursor on the first point, or null when the source is empty.</summary>
    public static async ValueTask<ChunkCursor?> StartAsync(IAsyncEnumerator<MetricChunk> source)
    {
        while (await source.MoveNextAsync())
        {
            if (source.Current.Count > 0) return new(source, source.Current);
        }

        return null;
    }

    public int CompareTo(ChunkCursor other) =>
        PointOrder.Compare(Step, Timestamp, Value, other.Step, other.Timestamp, other.Value);

    /// <summary>Whether the rest of the chunk lies before the point that another stands at.</summary>
    public bool EndsBefore(ChunkCursor other)
    {
        var last = chunk[chunk.Count - 1];
        return PointOrder.Compare(
            last.Step, last.Timestamp, last.Value, other.Step, other.Timestamp, other.Value) < 0;
    }

    public void Advance() => index++;

    public void AdvanceToEnd() => index = chunk.Count;

    /// <summary>Takes up the next chunk; false at the source's end.</summary>
    public async ValueTask<bool> NextChunkAsync()
    {
        while (await source.MoveNextAsync())
        {
            chunk = source.Current;
            index = 0;
            if (chunk.Count > 0) return true;
        }

        return false;
    }
}
