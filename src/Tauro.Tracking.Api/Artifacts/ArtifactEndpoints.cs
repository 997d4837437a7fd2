using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Artifacts;

internal static class ArtifactEndpoints
{
    public static void MapArtifacts(this IEndpointRouteBuilder app)
    {
        var artifacts = app.MapGroup("/api/v1/runs/{run_id}/artifacts").WithTags("Artifacts");
        artifacts.MapGet("", ListArtifacts.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("ListArtifacts").WithSummary("List the artifacts of a run");
        artifacts.MapPut("{**path}", PutArtifact.Handle).RequiresOn(AccessAction.Update, ResourceType.Run).AcceptsFile()
            .WithName("PutArtifact").WithSummary("Upload an artifact in one request, replacing an existing one");
        artifacts.MapGet("{**path}", GetArtifact.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("GetArtifact").WithSummary("Download an artifact, in full or a range of it");
        artifacts.MapMethods("{**path}", ["HEAD"], GetArtifact.Handle).RequiresOn(AccessAction.Read, ResourceType.Run)
            .WithName("HeadArtifact").WithSummary("Get the size and checksum of an artifact");
        artifacts.MapDelete("{**path}", DeleteArtifact.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run)
            .WithName("DeleteArtifact").WithSummary("Delete an artifact, or a directory and everything in it");
    }
}
