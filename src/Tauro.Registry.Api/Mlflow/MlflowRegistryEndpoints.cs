using Tauro.Contracts.Access;
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

        mlflow.Post("registered-models/create", CreateRegisteredModel.Handle)
            .Requires(AccessAction.Create, ResourceType.RegisteredModel);
        mlflow.Get("registered-models/get", GetRegisteredModel.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModel);
        mlflow.Post("registered-models/rename", RenameRegisteredModel.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModel);
        mlflow.Patch("registered-models/update", UpdateRegisteredModel.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModel);
        mlflow.Delete("registered-models/delete", DeleteRegisteredModel.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.RegisteredModel);
        mlflow.Get("registered-models/search", SearchRegisteredModels.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModel);
        mlflow.Post("registered-models/set-tag", SetRegisteredModelTag.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModel);
        mlflow.Delete("registered-models/delete-tag", DeleteRegisteredModelTag.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModel);
        mlflow.GetOrPost("registered-models/get-latest-versions", GetLatestVersions.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModel);

        mlflow.Post("registered-models/alias", SetAlias.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModel);
        mlflow.Get("registered-models/alias", GetByAlias.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModel);
        mlflow.Delete("registered-models/alias", DeleteAlias.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModel);

        mlflow.Post("model-versions/create", CreateModelVersion.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion);
        mlflow.Get("model-versions/get", GetModelVersion.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion);
        mlflow.Patch("model-versions/update", UpdateModelVersion.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion);
        mlflow.Delete("model-versions/delete", DeleteModelVersion.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.RegisteredModelVersion);
        mlflow.Get("model-versions/search", SearchModelVersions.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion);
        mlflow.Post("model-versions/transition-stage", TransitionStage.Handle).RequiresPromotion();
        mlflow.Get("model-versions/get-download-uri", GetDownloadUri.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion);
        mlflow.Post("model-versions/set-tag", SetModelVersionTag.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion);
        mlflow.Delete("model-versions/delete-tag", DeleteModelVersionTag.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion);
    }
}
