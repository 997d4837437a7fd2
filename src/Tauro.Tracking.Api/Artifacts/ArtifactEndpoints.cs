namespace Tauro.Tracking.Api.Artifacts;

internal static class ArtifactEndpoints
{
    public static void MapArtifacts(this IEndpointRouteBuilder app)
    {
        var artifacts = app.MapGroup("/api/v1/runs/{run_id}/artifacts").WithTags("Artifacts").AllowAnonymous();
        artifacts.MapGet("", ListArtifacts.Handle)
            .WithName("ListArtifacts").WithSummary("List the artifacts of a run");
        artifacts.MapPut("{**path}", PutArtifact.Handle).TakesFile()
            .WithName("PutArtifact").WithSummary("Upload an artifact in one go; it replaces what was there");
        artifacts.MapGet("{**path}", GetArtifact.Handle)
            .WithName("GetArtifact").WithSummary("Download an artifact, whole or by ranges");
        artifacts.MapMethods("{**path}", ["HEAD"], GetArtifact.Handle)
            .WithName("HeadArtifact").WithSummary("Ask for size and checksum of an artifact");
        artifacts.MapDelete("{**path}", DeleteArtifact.Handle)
            .WithName("DeleteArtifact").WithSummary("Delete an artifact, or a directory with all below it");
    }
}
