using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Experiments;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Experiments;

internal static class CreateExperiment
{
    public static async Task<Results<Created<Experiment>, Invalid, NotFound, Conflict>> Handle(
        NewExperiment experiment, IRunStore store, CancellationToken cancel)
    {
        if (NullValues.Find(experiment.Tags, "tags") is { } bad) return bad.ToResult<Created<Experiment>>();
        var created = await store.CreateExperiment(experiment, cancel);
        return created.ToResult(e => TypedResults.Created($"/api/v1/experiments/{e.ExperimentId}", e));
    }
}
