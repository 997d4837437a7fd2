using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Runs;

internal static class UpdateRun
{
    public static async Task<Results<Ok<Run>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        RunChange change,
        IRunStore store,
        TrackingMetrics metrics,
        CancellationToken cancel)
    {
        if (GivenTimes.Negative(change.EndTime, "end_time") is { } bad) return new Invalid(bad);
        var updated = await store.UpdateRun(runId, change, cancel);
        if (updated.IsOk && change.Status is { } status and not (RunStatus.Running or RunStatus.Scheduled))
            metrics.RunEnded(status);
        return updated.Answer(TypedResults.Ok);
    }
}
