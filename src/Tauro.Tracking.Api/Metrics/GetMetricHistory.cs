using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Metrics;

internal static class GetMetricHistory
{
    public static async Task<Results<Ok<Page<MetricValue>>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        string key,
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "min_step")] long? minStep = null,
        [FromQuery(Name = "max_step")] long? maxStep = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.HistoryPageSizeMax,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        var page = new PageRequest(maxResults, pageToken);
        var query = new MetricHistoryQuery(runId, key, page, minStep, maxStep);
        return (await store.GetMetricHistory(query, cancel)).ToResult(TypedResults.Ok);
    }
}
