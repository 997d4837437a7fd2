namespace Tauro.Registry.Api.Artifacts;

internal static class ArtifactEndpoints
{
    public static void MapArtifacts(this IEndpointRouteBuilder routes)
    {
        var artifacts = routes.MapGroup("/api/v1/models/{name}/versions/{version:int}/artifacts")
            .WithTags("Version artifacts").AllowAnonymous();

        artifacts.MapGet("", ListArtifacts.Handle).WithName("ListVersionArtifacts")
            .WithSummary("List the files of a version");
        artifacts.MapGet("{**path}", GetArtifact.Handle).MayRedirect().WithName("GetVersionArtifact")
            .WithSummary("Download a file, whole or a range of it")
            .WithDescription("A version that refers to a run's artifact answers with a redirect to it.");
        artifacts.MapMethods("{**path}", ["HEAD"], GetArtifact.Handle).MayRedirect().WithName("HeadVersionArtifact")
            .WithSummary("Ask for size and checksum of a file");
        artifacts.MapPut("{**path}", PutArtifact.Handle).TakesFile()
            .WithName("PutVersionArtifact")
            .WithSummary("Upload a file in one go, while the version is pending");
        artifacts.MapDelete("{**path}", DeleteArtifact.Handle).WithName("DeleteVersionArtifact")
            .WithSummary("Delete a file or directory, while the version is pending");
    }

    private static RouteHandlerBuilder MayRedirect(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status307TemporaryRedirect);
}
