using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Metrics;

internal static class LogMetric
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        PointBody body,
        RunLog log,
        CancellationToken cancel) =>
        (await log.Log(runId, new RunBatch([body.Point]), cancel)).ToResult(_ => TypedResults.NoContent());
}
