using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class LogLoggedModelParams
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ILoggedModelStore store)
    {
        var values = CreateLoggedModel.Pairs(request, "params", "Param key", Limits.ParamValueLengthMax);
        var modelId = request.RouteId<LoggedModelId>("model_id");
        (await store.LogLoggedModelParams(modelId, values, request.Cancel)).OrThrow(modelId);
        return MlflowResult.Empty;
    }
}
