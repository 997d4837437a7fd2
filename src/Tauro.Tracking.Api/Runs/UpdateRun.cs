using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class UpdateRun
{
    public static async Task<Results<Ok<Run>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        RunChange change,
        IRunStore store,
        HttpContext context,
        CancellationToken cancel)
    {
        if (RequestTimes.Check(change.EndTime, "end_time") is { } bad) return new Invalid(bad);
        return (await store.UpdateRun(runId, change, cancel)).WarnIn(context).ToResult(TypedResults.Ok);
    }
}
