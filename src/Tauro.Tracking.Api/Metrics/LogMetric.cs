using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Metrics;

internal static class LogMetric
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        LoggedPoint point,
        IRunStore store,
        TimeProvider time,
        TrackingMetrics metrics,
        CancellationToken cancel)
    {
        var at = point.Timestamp ?? time.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = new RunBatch([new MetricPoint(point.Key, point.Value, at, point.Step)]);
        var logged = await store.Log(runId, batch, cancel);
        if (logged.IsOk) metrics.PointsLogged(1);
        return logged.Answer(_ => TypedResults.NoContent());
    }
}
