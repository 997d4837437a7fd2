using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>Sets the status, by name or by number.</summary>
internal static class FinalizeLoggedModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ILoggedModelStore store)
    {
        if (request.IsMissing("status")) throw MlflowMessage.MissingValue("status");
        var sent = request.Fields.GetProperty("status");
        LoggedModelStatus status = sent.ToString() switch
        {
            "LOGGED_MODEL_PENDING" or "1" => LoggedModelStatus.Pending,
            "LOGGED_MODEL_READY" or "2" => LoggedModelStatus.Ready,
            "LOGGED_MODEL_UPLOAD_FAILED" or "3" => LoggedModelStatus.UploadFailed,
            _ => throw MlflowMessage.InvalidValue("status", sent),
        };
        var modelId = request.RouteId<LoggedModelId>("model_id");
        var after = await store.FinalizeLoggedModel(modelId, status, request.Cancel);
        return LoggedModelMessage.ToResult(after.OrThrow(modelId));
    }
}
