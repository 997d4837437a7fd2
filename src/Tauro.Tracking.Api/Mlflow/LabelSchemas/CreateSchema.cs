using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

internal static class CreateSchema
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store)
    {
        var schema = new NewLabelSchema(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"),
            ProtoEnum.Required<LabelSchemaType>(request, "type"),
            LabelInputMessage.Read(request) ?? throw MlflowMessage.MissingValue("input"),
            request.String("instruction"), request.Flag("enable_comment") ?? false);
        return LabelSchemaMessage.ToResult((await store.CreateSchema(schema, request.Cancel)).OrThrow());
    }
}
