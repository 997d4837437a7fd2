using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Experiments;

internal static class UpdateExperiment
{
    public static async Task<Results<Ok<Experiment>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "experiment_id")] ExperimentId experimentId,
        ExperimentChange change,
        IRunStore store,
        CancellationToken cancel) =>
        (await store.UpdateExperiment(experimentId, change, cancel)).ToResult(TypedResults.Ok);
}
