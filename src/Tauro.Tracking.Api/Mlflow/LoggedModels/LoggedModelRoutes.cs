namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>MLflow's <c>logged-models</c>.</summary>
internal static class LoggedModelRoutes
{
    public static void MapMlflowLoggedModels(this IEndpointRouteBuilder app)
    {
        var api = app.MapMlflow();
        api.Post("logged-models", CreateLoggedModel.Handle);
        api.Post("logged-models/search", SearchLoggedModels.Handle);
        api.Get("logged-models/{model_id}", GetLoggedModel.Handle);
        api.Patch("logged-models/{model_id}", FinalizeLoggedModel.Handle);
        api.Delete("logged-models/{model_id}", DeleteLoggedModel.Handle);
        api.Post("logged-models/{model_id}/params", LogLoggedModelParams.Handle);
        api.Patch("logged-models/{model_id}/tags", LoggedModelTags.Set);
        api.Delete("logged-models/{model_id}/tags/{**tag_key}", LoggedModelTags.Delete);
        api.Get("logged-models/{model_id}/artifacts/directories", LoggedModelFiles.List);
        app.MapMlflowAjax().Get("logged-models/{model_id}/artifacts/files", LoggedModelFiles.Download);
    }
}
