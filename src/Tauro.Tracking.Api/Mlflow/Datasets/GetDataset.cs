using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

internal static class GetDataset
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IEvaluationStore store) =>
        EvaluationDatasetMessage.Answer(
            (await store.GetDataset(request.Route("dataset_id"), request.Cancel)).OrThrow());
}
