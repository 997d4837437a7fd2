using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the items of review queues.</summary>
public static class ReviewItemWrites
{
    /// <summary>Items removed in one commit.</summary>
    public const int ItemsMax = 1_000;

    /// <summary>Adds traces; those that the queue has stay as they are. Returns an item for each.</summary>
    /// <param name="loaded">The queue.</param>
    /// <param name="traceIds">The traces.</param>
    /// <param name="findTrace">Returns a trace; null when there is none.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ReviewFact, IReadOnlyList<ReviewQueueItem>>> Add(
        ReviewItemAggregate loaded, IReadOnlyList<TraceId> traceIds, Func<TraceId, Trace?> findTrace, long now)
    {
        if (ReviewRules.CheckItems(traceIds) is { } problem) return problem;
        if (loaded.Queue is not { } queue) return new ReviewQueueMissing(loaded.QueueId);
        TraceId[] unknown = [.. traceIds.Where(id => findTrace(id)?.ExperimentId != queue.ExperimentId)];
        if (unknown.Length > 0) return new ReviewTracesMissing(queue.QueueId, queue.ExperimentId, unknown);
        List<ReviewQueueItem> all = [];
        List<ReviewFact> facts = [];
        foreach (var id in traceIds.Distinct())
        {
            var existing = loaded.Find(id);
            all.Add(existing ?? new ReviewQueueItem
            {
                QueueId = queue.QueueId, TraceId = id, CreationTime = now, LastUpdateTime = now,
            });
            if (existing is null) facts.Add(new ReviewFact.PutItem(all[^1]));
        }

        return loaded.Count + facts.Count > Limits.ReviewItemsMax
            ? ReviewRules.Over(
                $"The review queue would have {loaded.Count + facts.Count} items; the limit is "
                + $"{Limits.ReviewItemsMax}.")
            : new Decision<ReviewFact, IReadOnlyList<ReviewQueueItem>>(facts, [], all);
    }

    /// <summary>Removes traces; those that the queue does not have are ignored.</summary>
    public static StoreOutcome<Decision<ReviewFact, Done>> Remove(
        ReviewItemAggregate loaded, IReadOnlyList<TraceId> traceIds)
    {
        if (ReviewRules.CheckItems(traceIds) is { } problem) return problem;
        if (loaded.Queue is null) return new ReviewQueueMissing(loaded.QueueId);
        return new Decision<ReviewFact, Done>(
            [.. traceIds.Distinct().Select(loaded.Find).OfType<ReviewQueueItem>().Select(Removed)], [], default);
    }

    /// <summary>Sets the status of an item; unchanged when it has it already, also by another user.</summary>
    /// <param name="loaded">The queue.</param>
    /// <param name="traceId">The item's trace.</param>
    /// <param name="status">The new status.</param>
    /// <param name="completedBy">The reviewer, normalized; null when it is pending.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ReviewFact, ReviewQueueItem>> SetStatus(
        ReviewItemAggregate loaded, TraceId traceId, ReviewStatus status, string? completedBy, long now)
    {
        if (ReviewRules.CheckReviewer(status, completedBy) is { } problem) return problem;
        if (loaded.Queue is null) return new ReviewQueueMissing(loaded.QueueId);
        if (loaded.Find(traceId) is not { } before) return new ReviewItemMissing(loaded.QueueId, traceId);
        if (before.Status == status) return Decision<ReviewFact, ReviewQueueItem>.Unchanged(before);
        var after = before with
        {
            Status = status,
            CompletedBy = completedBy,
            CompletedTime = status == ReviewStatus.Pending ? null : now,
            LastUpdateTime = now,
        };
        return Decision<ReviewFact, ReviewQueueItem>.From(new ReviewFact.PutItem(after), after);
    }

    /// <summary>
    /// Deletes a queue, with as many of its items as one commit takes; <see cref="RemoveOrphans"/> removes the others.
    /// </summary>
    public static Decision<ReviewFact, Done> DeleteQueue(ReviewQueue? queue, IEnumerable<ReviewQueueItem> items) =>
        queue is null
            ? Decision<ReviewFact, Done>.Unchanged(default)
            : new Decision<ReviewFact, Done>(
                [new ReviewFact.RemoveQueue(queue.QueueId), .. items.Take(ItemsMax).Select(Removed)], [], default);

    /// <summary>Removes items of a deleted queue, as many as one commit takes.</summary>
    /// <param name="queue">Null when it is deleted; otherwise nothing is removed.</param>
    /// <param name="items">Its items; enumerated only as far as this commit goes.</param>
    public static Decision<ReviewFact, Done> RemoveOrphans(ReviewQueue? queue, IEnumerable<ReviewQueueItem> items) =>
        new(queue is null ? [.. items.Take(ItemsMax).Select(Removed)] : [], [], default);

    private static ReviewFact Removed(ReviewQueueItem item) => new ReviewFact.RemoveItem(item.QueueId, item.TraceId);
}
