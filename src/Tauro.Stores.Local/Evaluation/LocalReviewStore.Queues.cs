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
    private static readonly RowComparer<ReviewQueue> NewestQueue = new(
        (queue => Literal.From(queue.CreationTime), Descending: true),
        (queue => Literal.From(queue.QueueId), Descending: false));

    public async ValueTask<StoreOutcome<ReviewQueue>> CreateQueue(
        NewReviewQueue queue, CancellationToken cancel = default)
    {
        var request = ReviewRules.Normalize(queue);
        if (!request.IsOk) return request.Problem;
        var newId = NewQueueId();
        return await facts.Commit((state, now) => ReviewQueueWrites.Create(
            LoadQueues(state, queue.ExperimentId), request.Value, newId, now), cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<ReviewQueue>> GetOrCreateUserQueue(
        ExperimentId experimentId, string user, CancellationToken cancel = default)
    {
        var request = ReviewRules.Normalize(new NewReviewQueue(
            experimentId, user, ReviewQueueType.User, [], [], ReviewRules.NormalizeUser(user)));
        if (!request.IsOk) return request.Problem;
        var newId = NewQueueId();
        return await facts.Commit((state, now) => ReviewQueueWrites.GetOrCreate(
            LoadQueues(state, experimentId), request.Value, newId, now), cancel).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<ReviewQueue>> GetQueue(ReviewQueueId queueId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<ReviewQueue>>(state =>
            state.ReviewQueues.Find(queueId) is { } found ? found : new ReviewQueueMissing(queueId));

    public ValueTask<StoreOutcome<ReviewQueue>> GetQueueByName(
        ExperimentId experimentId, string name, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<ReviewQueue>>(state =>
        {
            if (RequireActive(state, experimentId) is { } refused) return refused;
            return LoadQueues(state, experimentId).Find(name) is { } found
                ? found
                : new ReviewQueueNameMissing(experimentId, name);
        });

    public ValueTask<StoreOutcome<Page<ReviewQueue>>> ListQueues(
        ExperimentId experimentId, PageRequest page, string? user = null, TraceId? traceId = null,
        CancellationToken cancel = default)
    {
        var wanted = user is null ? null : ReviewRules.NormalizeUser(user);
        return engine.Read(state => RequireActive(state, experimentId) is { } refused
            ? refused
            : SortedPage.From(
                state.ReviewQueues.In(experimentId).Where(queue =>
                    (wanted is null || queue.Users.Contains(wanted))
                    && (traceId is not { } id || FindItem(state, queue.QueueId, id) is not null)),
                NewestQueue, page, "review queues", experimentId, wanted, traceId?.Value));
    }

    public async ValueTask<StoreOutcome<ReviewQueue>> UpdateQueue(
        ReviewQueueId queueId, ReviewQueueChange change, CancellationToken cancel = default)
    {
        var request = ReviewRules.Normalize(change);
        if (!request.IsOk) return request.Problem;
        return await facts.Commit((state, now) =>
        {
            var before = state.ReviewQueues.Find(queueId);
            return ReviewQueueWrites.Update(
                LoadQueues(state, before?.ExperimentId ?? default), before, queueId, request.Value,
                state.ReviewItems.CountIn(queueId) > 0, now);
        }, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Done>> DeleteQueue(ReviewQueueId queueId, CancellationToken cancel = default)
    {
        var outcome = await facts.Commit<Done>((state, _) => ReviewItemWrites.DeleteQueue(
            state.ReviewQueues.Find(queueId), state.ReviewItems.In(queueId)), cancel).ConfigureAwait(false);
        if (outcome.IsOk) await orphans.Finish().ConfigureAwait(false);
        return outcome;
    }

    private ReviewQueueId NewQueueId() => new($"rq-{entropy.NextId()}");

    private static ReviewQueueAggregate LoadQueues(TrackingState state, ExperimentId experimentId) => new(
        state.Experiments.Find(experimentId), [.. state.ReviewQueues.In(experimentId)],
        id => state.LabelSchemas.Find(id)?.ExperimentId == experimentId);
}
