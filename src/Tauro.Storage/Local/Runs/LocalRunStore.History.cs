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

        var page = state.Points.Find(query.RunId)?.Find(query.Key) is { } series
            ? await Read(series, query, after).ConfigureAwait(false)
            : new Page<MetricValue>([]);
        await engine.Barrier(state).ConfigureAwait(false);
        return page;
    }

    /// <summary>
    /// What is in memory is taken before the segments are read: a checkpoint in between makes points come twice, which
    /// the merge undoes, and never makes them missing.
    /// </summary>
    private async Task<Page<MetricValue>> Read(MetricSeries series, MetricHistoryQuery query, MetricValue? after)
    {
        var key = new SeriesKey(series.RunId, series.Key);
        var minStep = query.Order == MetricHistoryOrder.Step ? Later(query.MinStep, after?.Step) : query.MinStep;
        for (var attempt = 1; ; attempt++)
        {
            var page = HistoryPage.Of(query, after);
            var (memory, isWhole) = InMemory(series);
            var tail = MetricChunk.FromUnsorted(key, KeyPoints.Joined(memory)).Within(minStep, query.MaxStep);
            if (isWhole)
            {
                page.Take(tail);
                return page.Complete();
            }

            LiveSegments segments = engine.Checkpoints.Segments;
            try
            {
                var merged = MetricMerge.MergeAsync(
                    [AsyncEnumerable.Repeat(tail, 1), .. segments.Read(key, minStep, query.MaxStep)]);
                await foreach (var chunk in merged.ConfigureAwait(false))
                {
                    if (!page.Take(chunk)) break;
                }

                return page.Complete();
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

    private static (IReadOnlyList<KeyPoints> Parts, bool IsWhole) InMemory(MetricSeries series)
    {
        lock (series) return (series.InMemory(), series.IsResident);
    }

    /// <summary>Whether a compaction replaced the segments while they were being read.</summary>
    private bool WasReplaced(Exception e, LiveSegments read, int attempt) =>
        attempt < ReadAttemptsMax && engine.Checkpoints.Segments != read
        && e is ObjectDisposedException or StorageCorruptException;

    private static StorageUnavailableException Closed(ObjectDisposedException e) =>
        new("The metric segments were closed while they were read; try again.", e);

    private static long? Later(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
