using Tauro.Mlflow;
using Tauro.Stores.Evaluation;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Deletes an evaluation dataset; one that is not there is no mistake.</summary>
internal static class DeleteDataset
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IEvaluationStore store)
    {
        (await store.DeleteDataset(request.Route("dataset_id"), request.Cancel)).OrThrow();
        return MlflowAnswer.Empty;
    }
}
