using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Experiments;

internal static class GetExperiment
{
    public static async Task<Results<Ok<Experiment>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "experiment_id")] ExperimentId experimentId, IRunStore store, CancellationToken cancel,
        [FromServices] IRunHistory? history = null, [FromQuery(Name = AsOf.Parameter)] string? asOf = null)
    {
        var experiment = asOf is null
            ? await store.GetExperiment(experimentId, cancel)
            : await AsOf.Read(asOf, history, (past, time) => past.GetExperiment(experimentId, time, cancel));
        return experiment.ToResult(TypedResults.Ok);
    }
}
