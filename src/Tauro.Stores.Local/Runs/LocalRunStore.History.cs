using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private const int ReadAttemptsMax = 5;

    public async ValueTask<StoreOutcome<Page<MetricValue>>> GetMetricHistory(
        MetricHistoryQuery query, CancellationToken cancel = default)
    {
        if (PageRules.Check(query.Page, Limits.HistoryPageSizeMax) is { } badSize) return badSize;
        if (HistoryToken.Read(query, out var after) is { } badToken) return badToken;
        var state = engine.State;
        if (state.Runs.Find(query.RunId) is not { } run)
        {
            await engine.Barrier(state).ConfigureAwait(false);
            return RunWrites.NotFound(query.RunId);
        }

        var page = await FindSeries(state, run, query.Key, cancel).ConfigureAwait(false) is { } series
            ? await Read(series, query, after, cancel).ConfigureAwait(false)
            : new Page<MetricValue>([]);
        await engine.Barrier(state).ConfigureAwait(false);
        return page;
    }

    private async Task<Page<MetricValue>> Read(
        MetricSeries series, MetricHistoryQuery query, MetricValue? after, CancellationToken cancel)
    {
        HistoryPage page = null!;
        IReadOnlyList<KeyPoints> memory = [];
        await ReadParts(
            () =>
            {
                page = new HistoryPage(new SeriesKey(series.RunId, series.Key), query, after);
                (memory, var isComplete) = InMemory(series);
                return isComplete;
            },
            segments => page.Add(segments, cancel)).ConfigureAwait(false);

        // Added last because it is the newest: points of the segments fill the page, and few of these are left to sort.
        page.Add(memory);
        return page.Complete();
    }

    /// <summary>
    /// Reads the points of a series in memory, then, if those are not all, the points in segments. In this order, a
    /// checkpoint in between can repeat points, which changes nothing, but can never hide any.
    /// </summary>
    /// <param name="readMemory">Returns whether all points are in memory.</param>
    /// <param name="readSegments">Called again, after the memory, when a compaction has replaced the segments.</param>
    private async Task ReadParts(Func<bool> readMemory, Func<LiveSegments, Task> readSegments)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (readMemory()) return;
            var segments = engine.Checkpoints.Segments;
            try
            {
                await readSegments(segments).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (attempt < ReadAttemptsMax && engine.Checkpoints.Segments != segments
                && e is ObjectDisposedException or StorageCorruptException)
            {
                // Read the new ones.
            }
            catch (ObjectDisposedException e)
            {
                throw new StorageUnavailableException(
                    "The metric segments were closed while they were read; try again.", e);
            }
        }
    }

    private static (IReadOnlyList<KeyPoints> Parts, bool IsComplete) InMemory(MetricSeries series)
    {
        lock (series) return (series.InMemory(), series.IsResident);
    }
}
