using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Sets and deletes tags of an evaluation dataset.</summary>
internal static class DatasetTags
{
    public static async Task<MlflowResult> Set(MlflowRequest request, IEvaluationStore store) =>
        EvaluationDatasetMessage.ToResult((await store.SetDatasetTags(
            request.RouteId<DatasetId>("dataset_id"), JsonField.ReadTags(request, "tags"), request.Cancel)).OrThrow());

    public static async Task<MlflowResult> Delete(MlflowRequest request, IEvaluationStore store)
    {
        (await store.DeleteDatasetTag(
            request.RouteId<DatasetId>("dataset_id"), request.Route("key"), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
