using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.ReviewQueues;

/// <summary>Changes a queue. A list replaces the existing one only if its flag is set.</summary>
internal static class UpdateQueue
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        var id = request.RequiredId<ReviewQueueId>("queue_id");
        var change = new ReviewQueueChange(
            request.String("name"),
            request.Flag("update_users") == true ? request.Strings("users") : null,
            request.Flag("update_schema_ids") == true ? request.Ids<LabelSchemaId>("schema_ids") : null,
            request.String("new_owner"));
        return ReviewQueueMessage.ToResult((await store.UpdateQueue(id, change, request.Cancel)).OrThrow());
    }
}
