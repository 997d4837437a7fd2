using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Artifacts;

internal static class DeleteArtifact
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        string? path,
        IRunStore runs,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var located = await RunArtifacts.LocateForWriting(runs, runId, path, cancel);
        if (located.Problem is { } problem) return problem.Answer<NoContent>();

        var place = located.Value;
        var deleted = await artifacts.Delete(
            place.Stored, _ => PendingEvent.Of(new ArtifactDeleted(runId, place.Relative)), cancel);
        return deleted.Below(place.Root).Answer(_ => TypedResults.NoContent());
    }
}
