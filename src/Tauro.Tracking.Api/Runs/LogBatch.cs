using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.Tracking.Api.Runs;

internal static class LogBatch
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        BatchBody body,
        RunLog log,
        CancellationToken cancel) =>
        (await log.Log(runId, body.Batch, cancel)).ToResult(_ => TypedResults.NoContent());
}
