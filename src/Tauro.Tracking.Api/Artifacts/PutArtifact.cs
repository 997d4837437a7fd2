using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Artifacts;

internal static class PutArtifact
{
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        string? path,
        HttpContext http,
        IRunStore runs,
        ArtifactStore artifacts,
        CancellationToken cancel) =>
        await artifacts.Put(http, await RunArtifacts.LocateForWriting(runs, runId, path, cancel));
}
