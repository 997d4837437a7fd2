using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class LogLoggedModelParams
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ILoggedModelStore store)
    {
        var values = CreateLoggedModel.Pairs(request, "params", "Param key", Limits.ParamValueLengthMax);
        (await store.LogLoggedModelParams(request.Route("model_id"), values, request.Cancel)).OrThrow();
        return MlflowAnswer.Empty;
    }
}
