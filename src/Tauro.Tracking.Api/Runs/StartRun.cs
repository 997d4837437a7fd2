using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class StartRun
{
    public static async Task<Results<Created<Run>, Invalid, NotFound, Conflict>> Handle(
        NewRun run, IRunStore store, HttpContext context, CancellationToken cancel)
    {
        var bad = NullValues.Find(run.Params, "params") ?? NullValues.Find(run.Tags, "tags")
            ?? RequestTimes.Check(run.StartTime, "start_time");
        if (bad is not null) return bad.ToResult<Created<Run>>();

        var started = (await store.StartRun(run, cancel)).WarnIn(context);
        return started.ToResult(r => TypedResults.Created($"/api/v1/runs/{r.RunId}", r));
    }
}
