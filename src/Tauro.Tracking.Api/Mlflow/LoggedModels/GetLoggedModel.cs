using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class GetLoggedModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ILoggedModelStore store)
    {
        var orDeleted = request.Context.Request.Query["allow_deleted"].ToString()
            .Equals("true", StringComparison.OrdinalIgnoreCase);
        var modelId = request.RouteId<LoggedModelId>("model_id");
        var found = await store.GetLoggedModel(modelId, orDeleted, request.Cancel);
        return LoggedModelMessage.ToResult(found.OrThrow(modelId));
    }
}
