using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class StartRun
{
    public static async Task<Results<Created<Run>, Invalid, NotFound, Conflict>> Handle(
        NewRun run, IRunStore store, CancellationToken cancel)
    {
        var bad = GivenTexts.NullIn(run.Params, "params") ?? GivenTexts.NullIn(run.Tags, "tags")
            ?? GivenTimes.Negative(run.StartTime, "start_time");
        if (bad is not null) return bad.Answer<Created<Run>>();

        var started = await store.StartRun(run, cancel);
        return started.Answer(r => TypedResults.Created($"/api/v1/runs/{r.RunId}", r));
    }
}
