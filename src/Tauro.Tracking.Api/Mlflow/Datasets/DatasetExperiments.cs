using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>The experiments that an evaluation dataset belongs to.</summary>
internal static class DatasetExperiments
{
    /// <summary>Gets the experiments; none for a missing dataset.</summary>
    public static async Task<MlflowResult> Get(MlflowRequest request, IEvaluationStore store)
    {
        var found = await store.GetDataset(request.RouteId<DatasetId>("dataset_id"), request.Cancel);
        if (found.Problem?.Code == ProblemCodes.DatasetNotFound) return MlflowResult.Empty;
        var ids = found.OrThrow().ExperimentIds;
        return new MlflowResult(writer => writer.Ids("experiment_ids", ids));
    }

    public static async Task<MlflowResult> Add(MlflowRequest request, IEvaluationStore store) =>
        EvaluationDatasetMessage.ToResultWithExperiments((await store.AddExperiments(
            request.RouteId<DatasetId>("dataset_id"), request.Ids<ExperimentId>("experiment_ids"), request.Cancel))
            .OrThrow());

    public static async Task<MlflowResult> Remove(MlflowRequest request, IEvaluationStore store) =>
        EvaluationDatasetMessage.ToResultWithExperiments((await store.RemoveExperiments(
            request.RouteId<DatasetId>("dataset_id"), request.Ids<ExperimentId>("experiment_ids"), request.Cancel))
            .OrThrow());
}
