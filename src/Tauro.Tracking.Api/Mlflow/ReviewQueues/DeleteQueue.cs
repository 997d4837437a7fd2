using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>Deletes a queue with its items. Succeeds when there is none.</summary>
internal static class DeleteQueue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        (await store.DeleteQueue(request.RequiredId<ReviewQueueId>("queue_id"), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
