using Tauro.ServiceDefaults;

namespace Tauro.Registry.Api.Artifacts;

internal static class ArtifactEndpoints
{
    public static void MapArtifacts(this IEndpointRouteBuilder routes)
    {
        var artifacts = routes.MapGroup("/api/v1/models/{name}/versions/{version:int}/artifacts")
            .WithTags("Version artifacts").AllowAnonymous();

        artifacts.MapGet("", ListArtifacts.Handle).WithName("ListVersionArtifacts")
            .WithSummary("List the files of a version");
        artifacts.MapGet("{**path}", GetArtifact.Handle).Downloads().WithName("GetVersionArtifact")
            .WithSummary("Download a file, whole or a range of it")
            .WithDescription("A version that refers to a run's artifact answers with a redirect to it.");
        artifacts.MapMethods("{**path}", ["HEAD"], GetArtifact.Handle).Downloads().WithName("HeadVersionArtifact")
            .WithSummary("Ask for size and checksum of a file");
        artifacts.MapPut("{**path}", PutArtifact.Handle).WithStreamedBody()
            .Accepts<Stream>("application/octet-stream", "*/*")
            .WithName("PutVersionArtifact")
            .WithSummary("Upload a file in one go, while the version is pending");
        artifacts.MapDelete("{**path}", DeleteArtifact.Handle).WithName("DeleteVersionArtifact")
            .WithSummary("Delete a file or directory, while the version is pending");
    }

    private static RouteHandlerBuilder Downloads(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
        .Produces<Stream>(StatusCodes.Status206PartialContent, "application/octet-stream")
        .Produces(StatusCodes.Status304NotModified)
        .Produces(StatusCodes.Status307TemporaryRedirect)
        .Produces(StatusCodes.Status416RangeNotSatisfiable);
}
