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
        [FromQuery(Name = "page_token")] string? pageToken = null,
        string[]? fields = null) =>
        SearchRuns.Handle(
            new RunSearch(
                [.. (experimentIds ?? []).Select(id => new ExperimentId(id))], filter, orderBy, view?.Value ?? default,
                maxResults, pageToken, fields),
            store, cancel);
}
