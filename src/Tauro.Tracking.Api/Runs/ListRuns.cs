using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class ListRuns
{
    public static Task<Results<Ok<Page<Run>>, Invalid, NotFound, Conflict>> Handle(
        IRunStore store,
        CancellationToken cancel,
        [FromQuery(Name = "experiment_id")] string[]? experimentIds = null,
        string? filter = null,
        [FromQuery(Name = "order_by")] string[]? orderBy = null,
        Choice<LifecycleView>? view = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        // A URL without experiment_id binds to an empty array, and means every experiment.
        ExperimentId[]? experiments =
            experimentIds is { Length: > 0 } ? [.. experimentIds.Select(id => new ExperimentId(id))] : null;
        return SearchRuns.Handle(
            new RunSearch(experiments, filter, orderBy, view?.Value ?? default, maxResults, pageToken), store, cancel);
    }
}
