using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Deletes records by id, and returns how many existed.</summary>
internal static class DeleteRecords
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IEvaluationStore store)
    {
        var deleted = (await store.DeleteRecords(
            request.RouteId<DatasetId>("dataset_id"), request.Ids<RecordId>("dataset_record_ids"), request.Cancel))
            .OrThrow();
        return new MlflowResult(writer => writer.Integer("deleted_count", deleted));
    }
}
