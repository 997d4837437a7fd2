using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>Changes the given values of a label schema; an empty instruction replaces the existing one.</summary>
internal static class UpdateSchema
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        var id = request.RequiredId<LabelSchemaId>("schema_id");
        var change = new LabelSchemaChange(
            request.String("name"), LabelInputMessage.Read(request), request.String("instruction"),
            request.Flag("enable_comment"));
        return LabelSchemaMessage.ToResult((await store.UpdateSchema(id, change, request.Cancel)).OrThrow());
    }
}
