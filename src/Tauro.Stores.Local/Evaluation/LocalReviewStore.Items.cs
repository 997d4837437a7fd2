using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Evaluation;

internal sealed partial class LocalReviewStore
{
    private static readonly RowComparer<ReviewQueueItem> LastAdded = new(
        (item => Literal.From(item.CreationTime), Descending: true),
        (item => Literal.From(item.TraceId), Descending: false));

    public ValueTask<StoreOutcome<IReadOnlyList<ReviewQueueItem>>> AddItems(
        ReviewQueueId queueId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ReviewItemWrites.Add(
            LoadItems(state, queueId), traceIds, id => state.Traces.Find(id), now), cancel);

    public ValueTask<StoreOutcome<Done>> RemoveItems(
        ReviewQueueId queueId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default) =>
        facts.Commit((state, _) => ReviewItemWrites.Remove(LoadItems(state, queueId), traceIds), cancel);

    public ValueTask<StoreOutcome<Page<ReviewQueueItem>>> ListItems(
        ReviewQueueId queueId, PageRequest page, ReviewStatus? status = null, CancellationToken cancel = default) =>
        engine.Read(state => state.ReviewQueues.Find(queueId) is null
            ? new ReviewQueueMissing(queueId)
            : SortedPage.From(
                state.ReviewItems.In(queueId).Where(item => status is null || item.Status == status),
                LastAdded, page, "review queue items", queueId, status));

    public ValueTask<StoreOutcome<ReviewQueueItem>> SetItemStatus(
        ReviewQueueId queueId, TraceId traceId, ReviewStatus status, string? completedBy = null,
        CancellationToken cancel = default)
    {
        var reviewer = completedBy is null ? null : ReviewRules.NormalizeUser(completedBy);
        return facts.Commit((state, now) => ReviewItemWrites.SetStatus(
            LoadItems(state, queueId), traceId, status, reviewer, now), cancel);
    }

    private static ReviewItemAggregate LoadItems(TrackingState state, ReviewQueueId queueId) => new(
        state.ReviewQueues.Find(queueId), queueId, state.ReviewItems.CountIn(queueId),
        traceId => FindItem(state, queueId, traceId));

    private static ReviewQueueItem? FindItem(TrackingState state, ReviewQueueId queueId, TraceId traceId) =>
        state.ReviewItems.Find(ReviewTables.ItemKey(queueId, traceId));
}
