using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Artifacts;

internal static class GetArtifact
{
    public static async Task<Results<ArtifactDownload, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        string? path,
        IRunStore runs,
        ArtifactStore artifacts,
        CancellationToken cancel)
    {
        var located = await RunArtifacts.LocateFile(runs, runId, path, cancel);
        if (located.Problem is { } problem) return problem.ToResult<ArtifactDownload>();
        var open = await artifacts.Open(located.Value.StorePath, cancel);
        return open.RelativeTo(located.Value.Root)
            .ToResult(content => new ArtifactDownload(content, located.Value.StorePath.Name));
    }
}
