using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

internal static class GetSchema
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IReviewStore store) =>
        LabelSchemaMessage.ToResult((await store.GetSchema(
            request.RequiredId<LabelSchemaId>("schema_id"), request.Cancel)).OrThrow());

    public static async Task<MlflowResult> HandleByName(MlflowRequest request, IReviewStore store) =>
        LabelSchemaMessage.ToResult((await store.GetSchemaByName(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"), request.Cancel))
            .OrThrow());
}
