using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class LogParams
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        [FromBody] ParamsToLog sent,
        IRunStore store,
        CancellationToken cancel) =>
        NullValues.Find(sent.Params, "the params") is { } bad
            ? bad.ToResult<NoContent>()
            : (await store.Log(runId, new RunBatch(Params: sent.Params), cancel))
                .ToResult(_ => TypedResults.NoContent());
}
