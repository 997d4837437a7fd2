using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

internal static class CreateQueue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        var queue = new NewReviewQueue(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"),
            ProtoEnum.Required<ReviewQueueType>(request, "queue_type"), request.Strings("users"),
            request.Ids<LabelSchemaId>("schema_ids"),
            request.String("created_by") is { Length: > 0 } owner ? owner : null);
        return ReviewQueueMessage.ToResult((await store.CreateQueue(queue, request.Cancel)).OrThrow());
    }

    /// <summary>Gets the queue of a user, which is created if there is none.</summary>
    public static async Task<MlflowResult> HandleUser(MlflowRequest request, IReviewStore store) =>
        ReviewQueueMessage.ToResult((await store.GetOrCreateUserQueue(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("user"), request.Cancel))
            .OrThrow());
}
