using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Label schemas and review queues by experiment; the items of queues.</summary>
internal sealed class ReviewTables
{
    public GroupedTable<LabelSchema> Schemas { get; } = new(
        TableId.LabelSchemas, "reviews/schemas", schema => schema.SchemaId, schema => schema.ExperimentId)
    {
        Trail = TrackingTrail.LabelSchemas,
    };

    public GroupedTable<ReviewQueue> Queues { get; } = new(
        TableId.ReviewQueues, "reviews/queues", queue => queue.QueueId, queue => queue.ExperimentId)
    {
        Trail = TrackingTrail.ReviewQueues,
    };

    public ReviewItemTable Items { get; } = new()
    {
        KeyMembers = ["queue_id", "trace_id"],
        Trail = TrackingTrail.ReviewItems,
    };

    public IReadOnlyList<DocumentTable> All => [Schemas, Queues, Items];

    public static string ItemKey(ReviewQueueId queueId, TraceId traceId) => $"{queueId}/{traceId}";
}
