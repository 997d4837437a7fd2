using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Purges;

namespace Tauro.Tracking.Api.Runs;

internal static class PurgeRun
{
    public static async Task<Results<Ok<Purge>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId, IPurgeStore store, CancellationToken cancel) =>
        (await store.PurgeRun(runId, cancel)).ToResult(TypedResults.Ok);
}
