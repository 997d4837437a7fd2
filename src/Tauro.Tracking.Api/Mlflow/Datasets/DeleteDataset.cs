using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Deletes an evaluation dataset. Succeeds when there is none.</summary>
internal static class DeleteDataset
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store)
    {
        (await store.DeleteDataset(request.RouteId<DatasetId>("dataset_id"), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
