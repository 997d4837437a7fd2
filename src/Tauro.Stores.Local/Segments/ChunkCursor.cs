using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>The position of a merge in one of its sources.</summary>
internal sealed class ChunkCursor(IAsyncEnumerator<MetricChunk> source, MetricChunk chunk)
{
    private int index;

    /// <summary>The rest of the current chunk, starting at the current point.</summary>
    public MetricChunk Rest => chunk.Slice(index, Remaining);

    public int Remaining => chunk.Count - index;

    public SeriesKey Series => chunk.Series;

    public bool AtChunkEnd => Remaining == 0;

    public long Step => chunk.Steps.Span[index];

    public long Timestamp => chunk.Timestamps.Span[index];

    public double Value => chunk.Values.Span[index];

    /// <summary>Returns a cursor at the first point, or null when the source is empty.</summary>
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

    /// <summary>Returns whether the rest of the chunk comes before the current point of another cursor.</summary>
    public bool EndsBefore(ChunkCursor other)
    {
        var last = chunk[chunk.Count - 1];
        return PointOrder.Compare(
            last.Step, last.Timestamp, last.Value, other.Step, other.Timestamp, other.Value) < 0;
    }

    public void Advance() => index++;

    public void AdvanceToEnd() => index = chunk.Count;

    /// <summary>Moves to the next chunk. Returns false at the end of the source.</summary>
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
