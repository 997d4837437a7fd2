using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class DeleteRun
{
    public static async Task<Results<Ok<Run>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId, IRunStore store, CancellationToken cancel) =>
        (await store.DeleteRun(runId, cancel)).ToResult(TypedResults.Ok);
}
