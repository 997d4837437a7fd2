using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class EndRun
{
    public static async Task<Results<Ok<Run>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        RunEnding? ending,
        IRunStore store,
        CancellationToken cancel)
    {
        ending ??= new RunEnding();
        if (ending.Status is not (RunStatus.Completed or RunStatus.Failed or RunStatus.Killed))
            return Invalid.Because(ProblemCodes.InvalidRequest,
                $"A run can't end as {ApiName.Get(ending.Status)}; give COMPLETED, FAILED or KILLED.");

        if (RequestTimes.Check(ending.EndTime, "end_time") is { } bad) return new Invalid(bad);
        var ended = await store.UpdateRun(runId, new RunChange(Status: ending.Status, EndTime: ending.EndTime), cancel);
        return ended.ToResult(TypedResults.Ok);
    }
}
