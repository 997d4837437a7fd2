using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Access;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Experiments;

/// <summary>
/// Moves an experiment to the workspace of the request: the gateway has checked that there is such a workspace.
/// </summary>
internal static class MoveExperiment
{
    public static async Task<Results<Ok<Experiment>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "experiment_id")] ExperimentId experimentId, WorkspaceMove body, IRunStore store,
        CancellationToken cancel) =>
        (await store.MoveExperiment(experimentId, body.From, CurrentWorkspace.Value, cancel))
            .ToResult(TypedResults.Ok);
}
