using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Artifacts;

internal static class ListArtifacts
{
    public static async Task<Results<Ok<Page<Artifact>>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        IRunStore runs,
        ArtifactStore artifacts,
        CancellationToken cancel,
        string? path = null,
        bool recursive = false,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        var located = await RunArtifacts.Locate(runs, runId, path, cancel);
        if (located.Problem is { } problem) return problem.ToResult<Ok<Page<Artifact>>>();

        var page = new PageRequest(maxResults, pageToken);
        var listed = await artifacts.List(located.Value.StorePath, page, recursive, cancel);
        return listed.ToResult(found => TypedResults.Ok(found.WithDirectory(located.Value.Relative.Value)));
    }
}
