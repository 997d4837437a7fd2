using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>A review queue with its items, loaded as far as a decision needs them.</summary>
/// <param name="Queue">Null when there is none.</param>
/// <param name="QueueId">The requested id.</param>
/// <param name="Count">How many items the queue has.</param>
/// <param name="Find">Returns the item of a trace; null when there is none.</param>
public sealed record ReviewItemAggregate(
    ReviewQueue? Queue, ReviewQueueId QueueId, int Count, Func<TraceId, ReviewQueueItem?> Find);
