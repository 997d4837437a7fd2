using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

internal static class GetQueue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store) =>
        ReviewQueueMessage.ToResult((await store.GetQueue(
            request.RequiredId<ReviewQueueId>("queue_id"), request.Cancel)).OrThrow());

    public static async Task<MlflowResult> HandleByName(MlflowRequest request, IReviewStore store) =>
        ReviewQueueMessage.ToResult((await store.GetQueueByName(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"), request.Cancel))
            .OrThrow());
}
