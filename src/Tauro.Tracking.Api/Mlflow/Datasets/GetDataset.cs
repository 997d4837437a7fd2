using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

internal static class GetDataset
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store) =>
        EvaluationDatasetMessage.ToResult(
            (await store.GetDataset(request.RouteId<DatasetId>("dataset_id"), request.Cancel)).OrThrow());
}
