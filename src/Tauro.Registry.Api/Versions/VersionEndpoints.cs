using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/api/v1/models/{name}/versions").WithTags("Versions").AllowAnonymous();

        versions.MapPost("", RegisterVersion.Handle).WithName("RegisterModelVersion")
            .WithSummary("Register the next version; the model is created if it does not exist");
        versions.MapGet("", ListVersions.Handle).WithName("ListModelVersions")
            .WithSummary("List or search the versions of a model");
        versions.MapGet("latest", GetLatestVersion.Handle).WithName("GetLatestModelVersion")
            .WithSummary("Get the version with the highest number, optionally of a stage");
        versions.MapGet("{version:int}", GetVersion.Handle).WithName("GetModelVersion")
            .WithSummary("Get a version");
        versions.MapPatch("{version:int}", UpdateVersion.Handle).WithName("UpdateModelVersion")
            .WithSummary("Describe or tag a version");
        versions.MapDelete("{version:int}", DeleteVersion.Handle).WithName("DeleteModelVersion")
            .WithSummary("Delete a version with its aliases; its number is not used again");
        versions.MapPost("{version:int}/stage", TransitionStage.Handle).WithName("TransitionModelVersionStage")
            .WithSummary("Move a version to a stage");
        versions.MapPost("{version:int}/finalize", FinalizeVersion.Handle).WithName("FinalizeModelVersion")
            .WithSummary("Finalize a version whose files are all uploaded; it becomes READY");

        routes.MapPost("/api/v1/models/{name}/rollback", RollBack.Handle).WithName("RollBackModel")
            .WithTags("Versions").AllowAnonymous()
            .WithSummary("Return Production to the version that was there before");
        routes.MapGet("/api/v1/registry/stages", (ModelStages stages) => TypedResults.Ok(new StageList(stages.All)))
            .WithName("ListStages").WithTags("Versions").AllowAnonymous()
            .WithSummary("List the stages: the default ones, and those that the setting Registry:Stages adds");
        routes.MapGet("/api/v1/model-versions", SearchVersions.Handle).WithName("SearchModelVersions")
            .WithTags("Versions").AllowAnonymous().WithSummary("Search the versions of all models");
    }
}
