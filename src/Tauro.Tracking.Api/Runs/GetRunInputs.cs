using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class GetRunInputs
{
    public static async Task<Results<Ok<RunInputs>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId, IRunStore store, CancellationToken cancel)
    {
        var run = await store.GetRun(runId, cancel);
        if (run.Problem is { } absent) return absent.ToResult<Ok<RunInputs>>();
        return (await store.GetInputs([runId], cancel)).ToResult(inputs => TypedResults.Ok(inputs[0]));
    }
}
