using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Experiments;

internal static class ListExperiments
{
    public static Task<Results<Ok<Page<Experiment>>, Invalid, NotFound, Conflict>> Handle(
        IRunStore store,
        CancellationToken cancel,
        string? filter = null,
        [FromQuery(Name = "order_by")] string[]? orderBy = null,
        Choice<LifecycleView>? view = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        SearchExperiments.Handle(
            new ExperimentSearch(filter, orderBy, view?.Value ?? default, maxResults, pageToken), store, cancel);
}
