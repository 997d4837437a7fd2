using Tauro.Registry.Api.Mlflow.Aliases;
using Tauro.Registry.Api.Mlflow.ModelVersions;
using Tauro.Registry.Api.Mlflow.RegisteredModels;

namespace Tauro.Registry.Api.Mlflow;

/// <summary>MLflow's registry routes, over the same store as the native API.</summary>
internal static class MlflowRegistryEndpoints
{
    public static void MapMlflowRegistry(this IEndpointRouteBuilder app)
    {
        var mlflow = app.MapMlflow();

        mlflow.Post("registered-models/create", CreateRegisteredModel.Handle);
        mlflow.Get("registered-models/get", GetRegisteredModel.Handle);
        mlflow.Post("registered-models/rename", RenameRegisteredModel.Handle);
        mlflow.Patch("registered-models/update", UpdateRegisteredModel.Handle);
        mlflow.Delete("registered-models/delete", DeleteRegisteredModel.Handle);
        mlflow.Get("registered-models/search", SearchRegisteredModels.Handle);
        mlflow.Post("registered-models/set-tag", SetRegisteredModelTag.Handle);
        mlflow.Delete("registered-models/delete-tag", DeleteRegisteredModelTag.Handle);
        mlflow.GetOrPost("registered-models/get-latest-versions", GetLatestVersions.Handle);

        mlflow.Post("registered-models/alias", SetAlias.Handle);
        mlflow.Get("registered-models/alias", GetByAlias.Handle);
        mlflow.Delete("registered-models/alias", DeleteAlias.Handle);

        mlflow.Post("model-versions/create", CreateModelVersion.Handle);
        mlflow.Get("model-versions/get", GetModelVersion.Handle);
        mlflow.Patch("model-versions/update", UpdateModelVersion.Handle);
        mlflow.Delete("model-versions/delete", DeleteModelVersion.Handle);
        mlflow.Get("model-versions/search", SearchModelVersions.Handle);
        mlflow.Post("model-versions/transition-stage", TransitionStage.Handle);
        mlflow.Get("model-versions/get-download-uri", GetDownloadUri.Handle);
        mlflow.Post("model-versions/set-tag", SetModelVersionTag.Handle);
        mlflow.Delete("model-versions/delete-tag", DeleteModelVersionTag.Handle);
    }
}
