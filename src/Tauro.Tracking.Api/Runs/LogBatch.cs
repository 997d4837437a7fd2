using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Telemetry;

namespace Tauro.Tracking.Api.Runs;

internal static class LogBatch
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        BatchBody body,
        IRunStore store,
        TrackingMetrics metrics,
        CancellationToken cancel)
    {
        var logged = await store.Log(runId, body.Batch, cancel);
        if (logged.IsOk) metrics.PointsLogged(body.Batch.Metrics?.Count ?? 0);
        return logged.Answer(_ => TypedResults.NoContent());
    }
}
