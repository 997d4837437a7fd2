using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>The items of a queue, which are traces.</summary>
internal static class QueueItems
{
    private const int ResultsDefault = 1_000;

    private enum ItemType
    {
        Trace,
    }

    public static async Task<MlflowResult> Add(MlflowRequest request, IReviewStore store)
    {
        var id = QueueOf(request);
        var ids = TraceIds(request);
        ProtoEnum.Read<ItemType>(request, "item_type");
        var items = (await store.AddItems(id, ids, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Messages("items", items, Write));
    }

    public static async Task<MlflowResult> Remove(MlflowRequest request, IReviewStore store)
    {
        (await store.RemoveItems(QueueOf(request), TraceIds(request), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }

    /// <summary>Lists the items, the last added first; those with a status, if one is given.</summary>
    public static async Task<MlflowResult> List(MlflowRequest request, IReviewStore store)
    {
        var page = (await store.ListItems(
            QueueOf(request), MlflowPage.Parse(request, ResultsDefault),
            ProtoEnum.Read<ReviewStatus>(request, "status"), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("items", page.Items, Write).String("next_page_token", page.NextPageToken));
    }

    public static async Task<MlflowResult> SetStatus(MlflowRequest request, IReviewStore store)
    {
        var item = (await store.SetItemStatus(
            QueueOf(request), new TraceId(request.RequiredString("item_id").Trim()),
            ProtoEnum.Required<ReviewStatus>(request, "status"), request.String("completed_by"), request.Cancel))
            .OrThrow();
        return new MlflowResult(writer => writer.Message("item", it => Write(it, item)));
    }

    private static ReviewQueueId QueueOf(MlflowRequest request) => request.RequiredId<ReviewQueueId>("queue_id");

    private static IReadOnlyList<TraceId> TraceIds(MlflowRequest request) =>
        [.. request.Strings("item_ids").Select(id => new TraceId(id.Trim()))];

    private static void Write(MlflowWriter writer, ReviewQueueItem item) => writer
        .String("queue_id", item.QueueId)
        .String("item_type", ProtoEnum.Name(ItemType.Trace))
        .String("item_id", item.TraceId)
        .String("status", ProtoEnum.Name(item.Status))
        .String("completed_by", item.CompletedBy)
        .Integer("completed_time_ms", item.CompletedTime)
        .Integer("creation_time_ms", item.CreationTime)
        .Integer("last_update_time_ms", item.LastUpdateTime);
}
