using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>Deletes a label schema. Succeeds when there is none.</summary>
internal static class DeleteSchema
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        (await store.DeleteSchema(request.RequiredId<LabelSchemaId>("schema_id"), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
