using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to review queues.</summary>
public static class ReviewQueueWrites
{
    /// <param name="loaded">Its experiment.</param>
    /// <param name="request">The queue to create, normalized.</param>
    /// <param name="newId">The new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ReviewFact, ReviewQueue>> Create(
        ReviewQueueAggregate loaded, NewReviewQueue request, ReviewQueueId newId, long now)
    {
        if (ExperimentWrites.RequireActive(loaded.Experiment, request.ExperimentId) is { } refused) return refused;
        if (CheckSchemas(loaded, request.SchemaIds) is { } unknown) return unknown;
        if (loaded.Find(request.Name) is { } holder)
            return new ReviewQueueNameTaken(request.ExperimentId, holder.Name);
        if (loaded.Queues.Count >= Limits.ReviewQueuesMax)
            return ReviewRules.Over(
                $"The experiment has {loaded.Queues.Count} review queues; the limit is {Limits.ReviewQueuesMax}.");
        return Put(new ReviewQueue
        {
            QueueId = newId,
            ExperimentId = request.ExperimentId,
            Name = request.Name,
            QueueType = request.QueueType,
            CreatedBy = request.CreatedBy,
            Users = request.Users,
            SchemaIds = request.SchemaIds,
            CreationTime = now,
            LastUpdateTime = now,
        });
    }

    /// <summary>Returns the user's queue, or creates it.</summary>
    /// <inheritdoc cref="Create"/>
    public static StoreOutcome<Decision<ReviewFact, ReviewQueue>> GetOrCreate(
        ReviewQueueAggregate loaded, NewReviewQueue request, ReviewQueueId newId, long now)
    {
        if (ExperimentWrites.RequireActive(loaded.Experiment, request.ExperimentId) is { } refused) return refused;
        return loaded.Find(request.Name) is { QueueType: ReviewQueueType.User } existing
            ? Decision<ReviewFact, ReviewQueue>.Unchanged(existing)
            : Create(loaded, request, newId, now);
    }

    /// <param name="loaded">Its experiment.</param>
    /// <param name="before">The queue; null when there is none.</param>
    /// <param name="queueId">Its id.</param>
    /// <param name="change">The change, normalized.</param>
    /// <param name="hasItems">Whether the queue has items, whose questions must not change.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ReviewFact, ReviewQueue>> Update(
        ReviewQueueAggregate loaded, ReviewQueue? before, ReviewQueueId queueId, ReviewQueueChange change,
        bool hasItems, long now)
    {
        if (before is null) return new ReviewQueueMissing(queueId);
        if (before.QueueType == ReviewQueueType.User)
            return ReviewRules.Invalid(
                $"The queue of the user '{NameRules.Excerpt(before.Name)}' cannot be updated; create a custom queue.");
        if (change == new ReviewQueueChange()) return Decision<ReviewFact, ReviewQueue>.Unchanged(before);
        if (CheckSchemas(loaded, change.SchemaIds ?? []) is { } unknown) return unknown;
        if (change.SchemaIds is not null && hasItems)
            return ReviewRules.Invalid(
                "The questions of a review queue are locked once items are assigned to it. Remove the items first.");
        if (change.Name is { } name && loaded.Find(name) is { } holder && holder.QueueId != queueId)
            return new ReviewQueueNameTaken(before.ExperimentId, holder.Name);
        return Put(before with
        {
            Name = change.Name ?? before.Name,
            CreatedBy = change.CreatedBy ?? before.CreatedBy,
            Users = change.Users ?? before.Users,
            SchemaIds = change.SchemaIds ?? before.SchemaIds,
            LastUpdateTime = now,
        });
    }

    private static StoreProblem? CheckSchemas(ReviewQueueAggregate loaded, IReadOnlyList<LabelSchemaId> schemaIds) =>
        schemaIds.Where(id => !loaded.HasSchema(id)).ToArray() is [var unknown, ..]
            ? ReviewRules.Invalid(
                $"The label schema '{NameRules.Excerpt(unknown)}' was not found in the experiment "
                + $"{loaded.Experiment?.ExperimentId}. Create it there first.")
            : null;

    private static Decision<ReviewFact, ReviewQueue> Put(ReviewQueue queue) =>
        Decision<ReviewFact, ReviewQueue>.From(new ReviewFact.PutQueue(queue), queue);
}
