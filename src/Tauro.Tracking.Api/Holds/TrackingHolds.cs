using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Stores.Retention;

namespace Tauro.Tracking.Api.Holds;

internal static class TrackingHolds
{
    public static void MapTrackingHolds(this IEndpointRouteBuilder app)
    {
        app.MapHold<HeldExperiment>(
            "/api/v1/experiments/{experiment_id}", "ExperimentHold", "an experiment with its runs",
            held => new HoldTarget.Experiment(held.ExperimentId));
        app.MapHold<HeldRun>("/api/v1/runs/{run_id}", "RunHold", "a run", held => new HoldTarget.Run(held.RunId));
    }

    private readonly record struct HeldExperiment([FromRoute(Name = "experiment_id")] ExperimentId ExperimentId);

    private readonly record struct HeldRun([FromRoute(Name = "run_id")] RunId RunId);
}
