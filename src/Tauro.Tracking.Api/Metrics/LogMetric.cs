using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Telemetry;

namespace Tauro.Tracking.Api.Metrics;

internal static class LogMetric
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        PointBody body,
        IRunStore store,
        TrackingMetrics metrics,
        CancellationToken cancel)
    {
        var logged = await store.Log(runId, new RunBatch([body.Point]), cancel);
        if (logged.IsOk) metrics.PointsLogged(1);
        return logged.Answer(_ => TypedResults.NoContent());
    }
}
