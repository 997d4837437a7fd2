using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Metrics;

internal static class SampleMetric
{
    private const int PointsDefault = 1_000;

    public static async Task<Results<Ok<MetricSample>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        string key,
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_points")] int maxPoints = PointsDefault,
        [FromQuery(Name = "min_step")] long? minStep = null,
        [FromQuery(Name = "max_step")] long? maxStep = null) =>
        (await store.SampleMetric(new MetricSampleQuery(runId, key, maxPoints, minStep, maxStep), cancel))
            .ToResult(TypedResults.Ok);
}
