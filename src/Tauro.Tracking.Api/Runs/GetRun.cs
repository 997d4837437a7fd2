using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class GetRun
{
    public static async Task<Results<Ok<Run>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId, IRunStore store, CancellationToken cancel,
        [FromServices] IRunHistory? history = null, [FromQuery(Name = AsOf.Parameter)] string? asOf = null)
    {
        var run = asOf is null
            ? await store.GetRun(runId, cancel)
            : await AsOf.Read(asOf, history, (past, time) => past.GetRun(runId, time, cancel));
        return run.ToResult(TypedResults.Ok);
    }
}
