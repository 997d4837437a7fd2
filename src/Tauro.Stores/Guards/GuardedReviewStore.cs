using Tauro.Contracts.Access;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Evaluation;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation on label schemas and review queues whether the principal of the request may do it with
/// their experiment. What it may not see is reported as missing; what it may see but not do throws
/// <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedReviewStore(IReviewStore store, ExperimentAccess access) : IReviewStore
{
    public async ValueTask<StoreOutcome<LabelSchema>> CreateSchema(
        NewLabelSchema schema, CancellationToken cancel = default) =>
        await Hides(schema.ExperimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(schema.ExperimentId)
            : await store.CreateSchema(schema, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<LabelSchema>> GetSchema(
        LabelSchemaId schemaId, CancellationToken cancel = default) =>
        await HidesSchema(schemaId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new LabelSchemaMissing(schemaId)
            : await store.GetSchema(schemaId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<LabelSchema>> GetSchemaByName(
        ExperimentId experimentId, string name, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.GetSchemaByName(experimentId, name, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<LabelSchema>>> ListSchemas(
        ExperimentId experimentId, PageRequest page, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.ListSchemas(experimentId, page, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<LabelSchema>> UpdateSchema(
        LabelSchemaId schemaId, LabelSchemaChange change, CancellationToken cancel = default) =>
        await HidesSchema(schemaId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new LabelSchemaMissing(schemaId)
            : await store.UpdateSchema(schemaId, change, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteSchema(
        LabelSchemaId schemaId, CancellationToken cancel = default) =>
        await HidesSchema(schemaId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? default(Done)
            : await store.DeleteSchema(schemaId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ReviewQueue>> CreateQueue(
        NewReviewQueue queue, CancellationToken cancel = default) =>
        await Hides(queue.ExperimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(queue.ExperimentId)
            : await store.CreateQueue(queue, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ReviewQueue>> GetOrCreateUserQueue(
        ExperimentId experimentId, string user, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.GetOrCreateUserQueue(experimentId, user, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ReviewQueue>> GetQueue(
        ReviewQueueId queueId, CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new ReviewQueueMissing(queueId)
            : await store.GetQueue(queueId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ReviewQueue>> GetQueueByName(
        ExperimentId experimentId, string name, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.GetQueueByName(experimentId, name, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<ReviewQueue>>> ListQueues(
        ExperimentId experimentId, PageRequest page, string? user = null, TraceId? traceId = null,
        CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.ListQueues(experimentId, page, user, traceId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ReviewQueue>> UpdateQueue(
        ReviewQueueId queueId, ReviewQueueChange change, CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new ReviewQueueMissing(queueId)
            : await store.UpdateQueue(queueId, change, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> DeleteQueue(
        ReviewQueueId queueId, CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? default(Done)
            : await store.DeleteQueue(queueId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<ReviewQueueItem>>> AddItems(
        ReviewQueueId queueId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new ReviewQueueMissing(queueId)
            : await store.AddItems(queueId, traceIds, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> RemoveItems(
        ReviewQueueId queueId, IReadOnlyList<TraceId> traceIds, CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new ReviewQueueMissing(queueId)
            : await store.RemoveItems(queueId, traceIds, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<ReviewQueueItem>>> ListItems(
        ReviewQueueId queueId, PageRequest page, ReviewStatus? status = null, CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? new ReviewQueueMissing(queueId)
            : await store.ListItems(queueId, page, status, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<ReviewQueueItem>> SetItemStatus(
        ReviewQueueId queueId, TraceId traceId, ReviewStatus status, string? completedBy = null,
        CancellationToken cancel = default) =>
        await HidesQueue(queueId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new ReviewQueueMissing(queueId)
            : await store.SetItemStatus(queueId, traceId, status, completedBy, cancel).ConfigureAwait(false);

    private ValueTask<bool> Hides(ExperimentId experimentId, AccessAction action, CancellationToken cancel) =>
        access.Hides(experimentId, action, ResourceType.ReviewQueue, cancel);

    private async ValueTask<bool> HidesSchema(
        LabelSchemaId schemaId, AccessAction action, CancellationToken cancel)
    {
        var found = await store.GetSchema(schemaId, cancel).ConfigureAwait(false);
        return found.IsOk && await Hides(found.Value.ExperimentId, action, cancel).ConfigureAwait(false);
    }

    private async ValueTask<bool> HidesQueue(ReviewQueueId queueId, AccessAction action, CancellationToken cancel)
    {
        var found = await store.GetQueue(queueId, cancel).ConfigureAwait(false);
        return found.IsOk && await Hides(found.Value.ExperimentId, action, cancel).ConfigureAwait(false);
    }
}
