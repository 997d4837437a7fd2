using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Experiments;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Experiments;

internal static class GetExperimentByName
{
    public static async Task<Results<Ok<Experiment>, Invalid, NotFound, Conflict>> Handle(
        string name, IRunStore store, CancellationToken cancel) =>
        (await store.GetExperimentByName(name, cancel)).ToResult(TypedResults.Ok);
}
