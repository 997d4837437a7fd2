using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class LogOutputs
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredId<RunId>("run_id");
        if (!request.Has("models")) throw MlflowMessage.MissingValue("models");
        var outputs = request.Messages("models")
            .Select(model => new ModelOutput(model.RequiredId<LoggedModelId>("model_id"), model.Integer("step") ?? 0));
        request.Context.RequireScope(AccessScope.Read);
        (await store.LogInputs(id, new RunInputs { Outputs = [.. outputs] }, request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
