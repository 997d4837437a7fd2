using Tauro.Contracts.Access;

namespace Tauro.Registry.Api.Artifacts;

internal static class ArtifactEndpoints
{
    public static void MapArtifacts(this IEndpointRouteBuilder routes)
    {
        var artifacts = routes.MapGroup("/api/v1/models/{name}/versions/{version:int}/artifacts")
            .WithTags("Version artifacts");

        artifacts.MapGet("", ListArtifacts.Handle).RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .WithName("ListVersionArtifacts")
            .WithSummary("List the files of a version");
        artifacts.MapGet("{**path}", GetArtifact.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .MayRedirect().WithName("GetVersionArtifact")
            .WithSummary("Download a file or a range of it")
            .WithDescription("If the version refers to a run's artifacts, the response is a redirect to the run.");
        artifacts.MapMethods("{**path}", ["HEAD"], GetArtifact.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.RegisteredModelVersion)
            .MayRedirect().WithName("HeadVersionArtifact")
            .WithSummary("Get the size and checksum of a file");
        artifacts.MapPut("{**path}", PutArtifact.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.RegisteredModelVersion).AcceptsFile()
            .WithName("PutVersionArtifact")
            .WithSummary("Upload a file in one request, while the version is pending");
        artifacts.MapDelete("{**path}", DeleteArtifact.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.RegisteredModelVersion).WithName("DeleteVersionArtifact")
            .WithSummary("Delete a file or directory, while the version is pending");
    }

    private static RouteHandlerBuilder MayRedirect(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status307TemporaryRedirect);
}
