using Tauro.Contracts.Access;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/api/v1/models/{name}/versions").WithTags("Versions");

        versions.MapPost("", RegisterVersion.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion)
            .WithName("RegisterModelVersion")
            .WithSummary("Register the next version; the model is created if it does not exist");
        versions.MapGet("", ListVersions.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .WithName("ListModelVersions")
            .WithSummary("List or search the versions of a model");
        versions.MapGet("latest", GetLatestVersion.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion).WithName("GetLatestModelVersion")
            .WithSummary("Get the version with the highest number, optionally of a stage");
        versions.MapGet("{version:int}", GetVersion.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion).WithName("GetModelVersion")
            .WithSummary("Get a version");
        versions.MapPatch("{version:int}", UpdateVersion.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion).WithName("UpdateModelVersion")
            .WithSummary("Describe or tag a version");
        versions.MapDelete("{version:int}", DeleteVersion.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.RegisteredModelVersion).WithName("DeleteModelVersion")
            .WithSummary("Delete a version with its aliases; its number is not used again");
        versions.MapPost("{version:int}/stage", TransitionStage.Handle).RequiresPromotion()
            .WithName("TransitionModelVersionStage")
            .WithSummary("Move a version to a stage");
        versions.MapPost("{version:int}/finalize", FinalizeVersion.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion).WithName("FinalizeModelVersion")
            .WithSummary("Finalize a version whose files are all uploaded; it becomes READY");

        routes.MapPost("/api/v1/models/{name}/rollback", RollBack.Handle).RequiresPromotion().WithName("RollBackModel")
            .WithTags("Versions")
            .WithSummary("Return Production to the version that was there before");
        routes.MapGet("/api/v1/registry/stages", (ModelStages stages) => TypedResults.Ok(new StageList(stages.All)))
            .RequiresPrincipal()
            .WithName("ListStages").WithTags("Versions")
            .WithSummary("List the stages: the default ones, and those that the setting Registry:Stages adds");
        routes.MapGet("/api/v1/model-versions", SearchVersions.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion).WithName("SearchModelVersions")
            .WithTags("Versions").WithSummary("Search the versions of all models");
    }
}
