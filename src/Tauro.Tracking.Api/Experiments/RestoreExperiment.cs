using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Experiments;

internal static class RestoreExperiment
{
    public static async Task<Results<Ok<Experiment>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "experiment_id")] ExperimentId experimentId, IRunStore store, CancellationToken cancel) =>
        (await store.RestoreExperiment(experimentId, cancel)).ToResult(TypedResults.Ok);
}
