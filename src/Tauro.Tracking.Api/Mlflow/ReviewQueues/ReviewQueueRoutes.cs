using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>Review queues, <c>/api/3.0/mlflow/review-queues</c>: the traces that people review.</summary>
internal static class ReviewQueueRoutes
{
    public static void MapMlflowReviewQueues(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("review-queues/create", CreateQueue.Handle).RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Post("review-queues/get-or-create-user", CreateQueue.HandleUser)
            .RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Get("review-queues/get", GetQueue.Handle).RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Get("review-queues/get-by-name", GetQueue.HandleByName)
            .RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Get("review-queues/list", ListQueues.Handle).RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Post("review-queues/update", UpdateQueue.Handle).RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Post("review-queues/delete", DeleteQueue.Handle).RequiresOn(AccessAction.Delete, ResourceType.ReviewQueue);
        api.Post("review-queues/items/add", QueueItems.Add).RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Post("review-queues/items/remove", QueueItems.Remove)
            .RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
        api.Get("review-queues/items/list", QueueItems.List).RequiresOn(AccessAction.Read, ResourceType.ReviewQueue);
        api.Post("review-queues/items/set-status", QueueItems.SetStatus)
            .RequiresOn(AccessAction.Update, ResourceType.ReviewQueue);
    }
}
