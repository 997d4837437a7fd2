using System.Runtime.CompilerServices;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Merges sorted sources into one, as sets: a point that is in several sources is returned once. At most one chunk per
/// source is in memory.
/// </summary>
public static class MetricMerge
{
    /// <param name="sources">
    /// The sources, each ordered by series and point, as <see cref="MetricSegment"/> reads them. They may have one
    /// series or many.
    /// </param>
    public static async IAsyncEnumerable<MetricChunk> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<MetricChunk>> sources,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var open = new List<IAsyncEnumerator<MetricChunk>>(sources.Count);
        try
        {
            var cursors = new List<ChunkCursor>(sources.Count);
            foreach (var source in sources)
            {
                var enumerator = source.GetAsyncEnumerator(cancellation);
                open.Add(enumerator);
                if (await ChunkCursor.StartAsync(enumerator) is { } cursor) cursors.Add(cursor);
            }

            while (cursors.Count > 0)
            {
                var chunk = MergeOnce(cursors);
                if (chunk.Count > 0) yield return chunk;
                for (var i = cursors.Count - 1; i >= 0; i--)
                {
                    if (cursors[i].AtChunkEnd && !await cursors[i].NextChunkAsync()) cursors.RemoveAt(i);
                }
            }
        }
        finally
        {
            foreach (var enumerator in open) await enumerator.DisposeAsync();
        }
    }

    // Merges the first series among the cursors until one of them needs its next chunk. A point is skipped in all
    // cursors that have it when it is returned; a source has a point only once.
    private static MetricChunk MergeOnce(List<ChunkCursor> cursors)
    {
        var series = cursors.Min(cursor => cursor.Series);
        var same = cursors.FindAll(cursor => cursor.Series == series);
        var first = Min(same);
        // Mostly the step ranges of the segments do not overlap, and no point needs to be compared.
        if (same.TrueForAll(cursor => cursor == first || first.EndsBefore(cursor))) return TakeRest(first);
        var capacity = same.Sum(cursor => cursor.Remaining);
        var (steps, timestamps, values) = (new long[capacity], new long[capacity], new double[capacity]);
        var count = 0;
        while (!same.Exists(cursor => cursor.AtChunkEnd))
        {
            var least = Min(same);
            (steps[count], timestamps[count], values[count]) = (least.Step, least.Timestamp, least.Value);
            count++;
            AdvanceEqual(same, least);
        }

        return new(series, steps.AsMemory(0, count), timestamps.AsMemory(0, count), values.AsMemory(0, count));
    }

    private static MetricChunk TakeRest(ChunkCursor cursor)
    {
        var rest = cursor.Rest;
        cursor.AdvanceToEnd();
        return rest;
    }

    private static ChunkCursor Min(List<ChunkCursor> cursors)
    {
        var least = cursors[0];
        for (var i = 1; i < cursors.Count; i++)
        {
            if (cursors[i].CompareTo(least) < 0) least = cursors[i];
        }

        return least;
    }

    private static void AdvanceEqual(List<ChunkCursor> cursors, ChunkCursor least)
    {
        foreach (var cursor in cursors)
        {
            if (cursor != least && cursor.CompareTo(least) == 0) cursor.Advance();
        }

        least.Advance();
    }
}
