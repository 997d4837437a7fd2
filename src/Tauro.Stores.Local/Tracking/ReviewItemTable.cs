using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Items of review queues by queue and by trace.</summary>
internal sealed class ReviewItemTable() : GroupedTable<ReviewQueueItem>(
    TableId.ReviewQueueItems, "reviews/items", GetKey, item => item.QueueId)
{
    private readonly GroupIndex<ReviewQueueItem> byTrace = new(GetKey, item => item.TraceId);

    /// <summary>Enumerates the items of a trace in all queues.</summary>
    public IEnumerable<ReviewQueueItem> With(TraceId traceId) => byTrace.In(traceId);

    protected override void Changed(ReviewQueueItem? before, ReviewQueueItem? after)
    {
        base.Changed(before, after);
        byTrace.Changed(before, after);
    }

    private static string GetKey(ReviewQueueItem item) => ReviewTables.ItemKey(item.QueueId, item.TraceId);
}
