using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
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
        [FromQuery(Name = "max_step")] long? maxStep = null,
        double smoothing = 0)
    {
        if (smoothing is not (>= 0 and < 1))
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, $"smoothing is {smoothing}; give at least 0 and less than 1.")
                .ToResult<Ok<MetricSample>>();
        var query = new MetricSampleQuery(runId, key, maxPoints, minStep, maxStep);
        var sample = await store.SampleMetric(query, cancel);
        if (smoothing > 0 && sample.IsOk)
            sample = await SmoothedSample.Smooth(
                store, query, sample.Value, smoothing, Limits.SmoothedPointsMax, cancel);
        return sample.ToResult(TypedResults.Ok);
    }
}
