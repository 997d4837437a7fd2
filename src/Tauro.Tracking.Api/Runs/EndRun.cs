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
        if (ending.Status is { } status && !IsEnd(status))
            return Invalid.Because(ProblemCodes.InvalidRequest,
                $"A run can't end as {ApiName.Get(status)}; give COMPLETED, FAILED or KILLED.");

        if (RequestTimes.Check(ending.EndTime, "end_time") is { } bad) return new Invalid(bad);

        // Clients end their runs in a handler that also runs after they reported a failure.
        var change = new RunChange(Status: ending.Status ?? RunStatus.Completed, EndTime: ending.EndTime)
        {
            KeepsEnd = ending.Status is null,
        };
        return (await store.UpdateRun(runId, change, cancel)).ToResult(TypedResults.Ok);
    }

    private static bool IsEnd(RunStatus status) =>
        status is RunStatus.Completed or RunStatus.Failed or RunStatus.Killed;
}
