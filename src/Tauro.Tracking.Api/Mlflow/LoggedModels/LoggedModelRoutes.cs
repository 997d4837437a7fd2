using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>MLflow's <c>logged-models</c>.</summary>
internal static class LoggedModelRoutes
{
    public static void MapMlflowLoggedModels(this IEndpointRouteBuilder app)
    {
        var api = app.MapMlflow();
        api.Post("logged-models", CreateLoggedModel.Handle).RequiresOn(AccessAction.Update, ResourceType.LoggedModel);
        api.Post("logged-models/search", SearchLoggedModels.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.LoggedModel);
        api.Get("logged-models/{model_id}", GetLoggedModel.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.LoggedModel);
        api.Patch("logged-models/{model_id}", FinalizeLoggedModel.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.LoggedModel);
        api.Delete("logged-models/{model_id}", DeleteLoggedModel.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.LoggedModel);
        api.Post("logged-models/{model_id}/params", LogLoggedModelParams.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.LoggedModel);
        api.Patch("logged-models/{model_id}/tags", LoggedModelTags.Set)
            .RequiresOn(AccessAction.Update, ResourceType.LoggedModel);
        api.Delete("logged-models/{model_id}/tags/{**tag_key}", LoggedModelTags.Delete)
            .RequiresOn(AccessAction.Update, ResourceType.LoggedModel);
        api.Get("logged-models/{model_id}/artifacts/directories", LoggedModelFiles.List)
            .RequiresOn(AccessAction.Read, ResourceType.LoggedModel);
        app.MapMlflowAjax().Get("logged-models/{model_id}/artifacts/files", LoggedModelFiles.Download)
            .RequiresOn(AccessAction.Read, ResourceType.LoggedModel);
    }
}
