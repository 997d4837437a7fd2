using Tauro.ServiceDefaults;

namespace Tauro.Registry.Api.Artifacts;

internal static class ArtifactEndpoints
{
    public static void MapArtifacts(this IEndpointRouteBuilder routes)
    {
        var artifacts = routes.MapGroup("/api/v1/models/{name}/versions/{version:int}/artifacts")
            .WithTags("Version artifacts").AllowAnonymous();

        artifacts.MapGet("", ListArtifacts.Handle).WithSummary("List the files of a version");
        artifacts.MapMethods("{**path}", ["GET", "HEAD"], GetArtifact.Handle)
            .WithSummary("Download a file, whole or a range of it")
            .WithDescription("A version that refers to a run's artifact answers with a redirect to it.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
            .Produces(StatusCodes.Status307TemporaryRedirect);
        artifacts.MapPut("{**path}", PutArtifact.Handle).WithStreamedBody()
            .Accepts<Stream>("application/octet-stream")
            .WithSummary("Upload a file in one go, while the version is pending");
        artifacts.MapDelete("{**path}", DeleteArtifact.Handle)
            .WithSummary("Delete a file or directory, while the version is pending");
    }
}
