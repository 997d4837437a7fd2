using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class DeleteTag
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId, string? key, IRunStore store, CancellationToken cancel)
    {
        var run = await store.GetRun(runId, cancel);
        if (run.Problem is { } problem) return problem.ToResult<NoContent>();
        if (key is null || !run.Value.Tags.ContainsKey(key))
            return NotFound.Because(ProblemCodes.TagNotFound, $"Run {runId} has no tag '{key}'; see its tags.");

        var change = new RunChange(Tags: new Dictionary<string, string?> { [key] = null });
        return (await store.UpdateRun(runId, change, cancel)).ToResult(_ => TypedResults.NoContent());
    }
}
