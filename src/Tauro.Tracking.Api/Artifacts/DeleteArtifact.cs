using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Artifacts;

internal static class DeleteArtifact
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        string? path,
        IRunStore runs,
        ArtifactStore artifacts,
        CancellationToken cancel) =>
        await artifacts.Delete(await RunArtifacts.LocateForWriting(runs, runId, path, cancel), cancel);
}
