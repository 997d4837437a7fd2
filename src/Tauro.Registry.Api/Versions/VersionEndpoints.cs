namespace Tauro.Registry.Api.Versions;

internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/api/v1/models/{name}/versions").WithTags("Versions").AllowAnonymous();

        versions.MapPost("", RegisterVersion.Handle)
            .WithSummary("Register the next version; a model whose name is new is created");
        versions.MapGet("", ListVersions.Handle).WithSummary("List or search the versions of a model");
        versions.MapGet("latest", GetLatestVersion.Handle)
            .WithSummary("Get the version with the greatest number, of a stage when one is given");
        versions.MapGet("{version:int}", GetVersion.Handle).WithSummary("Get a version");
        versions.MapPatch("{version:int}", UpdateVersion.Handle).WithSummary("Describe or tag a version");
        versions.MapDelete("{version:int}", DeleteVersion.Handle)
            .WithSummary("Delete a version with its aliases; its number is not used again");
        versions.MapPost("{version:int}/stage", TransitionStage.Handle).WithSummary("Move a version to a stage");
        versions.MapPost("{version:int}/finalize", FinalizeVersion.Handle)
            .WithSummary("Say that all files are uploaded: the version becomes READY");

        routes.MapGet("/api/v1/model-versions", SearchVersions.Handle)
            .WithTags("Versions").AllowAnonymous().WithSummary("Search the versions of all models");
    }
}
