using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Purges;

namespace Tauro.Tracking.Api.Experiments;

internal static class PurgeExperiment
{
    public static async Task<Results<Ok<Purge>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "experiment_id")] ExperimentId experimentId, IPurgeStore store, CancellationToken cancel) =>
        (await store.PurgeExperiment(experimentId, cancel)).ToResult(TypedResults.Ok);
}
