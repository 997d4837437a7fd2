using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Evaluation;

/// <summary>
/// What people review: label schemas, which are the questions, and review queues, which have the traces. Durability and
/// refusals are as in <see cref="IEvaluationStore"/>. What belongs to an experiment is found by name, listed and
/// created only while the experiment is active.
/// </summary>
public interface IReviewStore
{
    ValueTask<StoreOutcome<LabelSchema>> CreateSchema(NewLabelSchema schema, CancellationToken cancel = default);

    ValueTask<StoreOutcome<LabelSchema>> GetSchema(LabelSchemaId schemaId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<LabelSchema>> GetSchemaByName(
        ExperimentId experimentId, string name, CancellationToken cancel = default);

    /// <summary>Lists the label schemas of an experiment, newest first.</summary>
    ValueTask<StoreOutcome<Page<LabelSchema>>> ListSchemas(
        ExperimentId experimentId, PageRequest page, CancellationToken cancel = default);

    /// <summary>Changes a label schema. The kind of its input stays the same.</summary>
    ValueTask<StoreOutcome<LabelSchema>> UpdateSchema(
        LabelSchemaId schemaId, LabelSchemaChange change, CancellationToken cancel = default);

    /// <summary>Deletes a label schema; succeeds when there is none. Queues keep its id.</summary>
    ValueTask<StoreOutcome<Done>> DeleteSchema(LabelSchemaId schemaId, CancellationToken cancel = default);

    /// <summary>Creates a queue. Its label schemas must exist.</summary>
    ValueTask<StoreOutcome<ReviewQueue>> CreateQueue(NewReviewQueue queue, CancellationToken cancel = default);

    /// <summary>Gets the queue of a user, which is created if there is none.</summary>
    ValueTask<StoreOutcome<ReviewQueue>> GetOrCreateUserQueue(
        ExperimentId experimentId, string user, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ReviewQueue>> GetQueue(ReviewQueueId queueId, CancellationToken cancel = default);

    /// <summary>Gets the queue that has the name, in any letter case.</summary>
    ValueTask<StoreOutcome<ReviewQueue>> GetQueueByName(
        ExperimentId experimentId, string name, CancellationToken cancel = default);

    /// <summary>Lists the queues of an experiment, newest first.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="page">The page.</param>
    /// <param name="user">Only queues with this user; null for all.</param>
    /// <param name="traceId">Only queues with this trace; null for all.</param>
    /// <param name="cancel">Cancels the request.</param>
    ValueTask<StoreOutcome<Page<ReviewQueue>>> ListQueues(
        ExperimentId experimentId, PageRequest page, string? user = null, TraceId? traceId = null,
        CancellationToken cancel = default);

    /// <summary>Changes a custom queue. Its label schemas are fixed while it has items.</summary>
    ValueTask<StoreOutcome<ReviewQueue>> UpdateQueue(
        ReviewQueueId queueId, ReviewQueueChange change, CancellationToken cancel = default);

    /// <summary>
    /// Deletes a queue and its items; succeeds when there is none. The first commit removes the queue. More items than
    /// it takes are removed later, also after a crash; no reader finds them, and cancellation does not keep them.
    /// </summary>
    ValueTask<StoreOutcome<Done>> DeleteQueue(ReviewQueueId queueId, CancellationToken cancel = default);

    /// <summary>Adds traces of the queue's experiment, all or none. Those in the queue stay as they are.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<ReviewQueueItem>>> AddItems(
        ReviewQueueId queueId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default);

    /// <summary>Removes traces from a queue; those that it does not have are ignored.</summary>
    ValueTask<StoreOutcome<Done>> RemoveItems(
        ReviewQueueId queueId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default);

    /// <summary>Lists the items of a queue, the last added first.</summary>
    ValueTask<StoreOutcome<Page<ReviewQueueItem>>> ListItems(
        ReviewQueueId queueId, PageRequest page, ReviewStatus? status = null, CancellationToken cancel = default);

    /// <summary>Sets the status of an item.</summary>
    /// <param name="queueId">The queue.</param>
    /// <param name="traceId">The item's trace.</param>
    /// <param name="status">The new status.</param>
    /// <param name="completedBy">The reviewer; null exactly when the status is pending.</param>
    /// <param name="cancel">Cancels the request.</param>
    ValueTask<StoreOutcome<ReviewQueueItem>> SetItemStatus(
        ReviewQueueId queueId, TraceId traceId, ReviewStatus status, string? completedBy = null,
        CancellationToken cancel = default);
}
