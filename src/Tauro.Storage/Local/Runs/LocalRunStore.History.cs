using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Storage.Checkpoints;
using Tauro.Storage.Points;
using Tauro.Storage.Series;

namespace Tauro.Storage.Local;

internal sealed partial class LocalRunStore
{
    private const int ReadAttemptsMax = 5;

    public async ValueTask<StoreOutcome<Page<MetricValue>>> GetMetricHistory(
        MetricHistoryQuery query, CancellationToken cancel = default)
    {
        if (query.Page.Size is < 1 or > Limits.HistoryPageSizeMax)
        {
            return Over($"A page of {query.Page.Size} points was asked for; ask for 1 to {Limits.HistoryPageSizeMax}.");
        }

        MetricValue? after = null;
        if (query.Page.Token is { } token)
        {
            after = HistoryToken.TryRead(token);
            if (after is null)
            {
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidPageToken,
                    "The page token is not one that this history gave; begin with the first page.");
            }
        }

        var state = engine.State;
        if (state.Runs.Find(query.RunId) is null)
        {
            await engine.Barrier(state).ConfigureAwait(false);
            return NoRun(query.RunId);
        }

        var byStep = query.Order == MetricHistoryOrder.Step;
        var minStep = byStep ? Later(query.MinStep, after?.Step) : query.MinStep;
        var chunk = state.Points.Find(query.RunId)?.Find(query.Key) is { } series
            ? await Read(series, minStep, query.MaxStep).ConfigureAwait(false)
            : null;
        await engine.Barrier(state).ConfigureAwait(false);
        if (chunk is null) return new Page<MetricValue>([]);
        return byStep ? Page(chunk, after, query.Page.Size) : PageByTimestamp(chunk, after, query.Page.Size);
    }

    /// <summary>
    /// What is in memory is copied before the segments are read: a checkpoint in between makes points come twice, which
    /// the merge undoes, and never makes them missing.
    /// </summary>
    private async Task<MetricChunk> Read(MetricSeries series, long? minStep, long? maxStep)
    {
        var key = new SeriesKey(series.RunId, series.Key);
        for (var attempt = 1; ; attempt++)
        {
            MetricValue[] memory;
            bool isWhole;
            lock (series) (memory, isWhole) = (series.Snapshot(), series.IsResident);
            var chunks = new List<MetricChunk> { MetricChunk.FromUnsorted(key, memory).Within(minStep, maxStep) };
            if (isWhole) return chunks[0];
            LiveSegments segments = engine.Checkpoints.Segments;
            try
            {
                chunks.AddRange(await segments.Read(key, minStep, maxStep).ConfigureAwait(false));
                return chunks[0].Count == 0 && chunks.Count == 2 ? chunks[1] : MetricMerge.Merge(key, chunks);
            }
            catch (Exception e) when (WasReplaced(e, segments, attempt))
            {
                // Read the new ones.
            }
            catch (ObjectDisposedException e)
            {
                throw Closed(e);
            }
        }
    }

    /// <summary>Whether a compaction replaced the segments while they were being read.</summary>
    private bool WasReplaced(Exception e, LiveSegments read, int attempt) =>
        attempt < ReadAttemptsMax && engine.Checkpoints.Segments != read
        && e is ObjectDisposedException or StorageCorruptException;

    private static StorageUnavailableException Closed(ObjectDisposedException e) =>
        new("The metric segments were closed while they were read; try again.", e);

    // Steps and times mostly go up together, and then there is nothing to sort.
    private static Page<MetricValue> PageByTimestamp(MetricChunk chunk, MetricValue? after, int size)
    {
        var points = new MetricValue[chunk.Count];
        var isSorted = true;
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = chunk[i];
            isSorted &= i == 0 || TimestampOrder.Instance.Compare(points[i - 1], points[i]) < 0;
        }

        if (!isSorted) Array.Sort(points, TimestampOrder.Instance);
        var from = 0;
        if (after is { } last)
        {
            var found = Array.BinarySearch(points, last, TimestampOrder.Instance);
            from = found < 0 ? ~found : found + 1;
        }

        var page = points.AsSpan(from, Math.Min(size, points.Length - from)).ToArray();
        return new Page<MetricValue>(page, from + page.Length < points.Length ? HistoryToken.Write(page[^1]) : null);
    }

    private static Page<MetricValue> Page(MetricChunk chunk, MetricValue? after, int size)
    {
        var from = 0;
        if (after is { } last)
        {
            while (from < chunk.Count && PointOrder.Instance.Compare(chunk[from], last) <= 0) from++;
        }

        var count = Math.Min(size, chunk.Count - from);
        var points = new MetricValue[count];
        for (var i = 0; i < count; i++) points[i] = chunk[from + i];
        return new Page<MetricValue>(points, from + count < chunk.Count ? HistoryToken.Write(points[^1]) : null);
    }

    private static long? Later(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
