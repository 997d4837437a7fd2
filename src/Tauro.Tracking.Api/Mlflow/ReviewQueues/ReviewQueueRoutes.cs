namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>Review queues, <c>/api/3.0/mlflow/review-queues</c>: the traces that people review.</summary>
internal static class ReviewQueueRoutes
{
    public static void MapMlflowReviewQueues(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("review-queues/create", CreateQueue.Handle);
        api.Post("review-queues/get-or-create-user", CreateQueue.HandleUser);
        api.Get("review-queues/get", GetQueue.Handle);
        api.Get("review-queues/get-by-name", GetQueue.HandleByName);
        api.Get("review-queues/list", ListQueues.Handle);
        api.Post("review-queues/update", UpdateQueue.Handle);
        api.Post("review-queues/delete", DeleteQueue.Handle);
        api.Post("review-queues/items/add", QueueItems.Add);
        api.Post("review-queues/items/remove", QueueItems.Remove);
        api.Get("review-queues/items/list", QueueItems.List);
        api.Post("review-queues/items/set-status", QueueItems.SetStatus);
    }
}
