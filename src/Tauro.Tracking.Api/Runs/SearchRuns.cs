using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class SearchRuns
{
    public static async Task<Results<Ok<Page<Run>>, Invalid, NotFound, Conflict>> Handle(
        RunSearch search, IRunStore store, CancellationToken cancel)
    {
        if (NullValues.Find(search.OrderBy, "order_by") is { } bad) return bad.ToResult<Ok<Page<Run>>>();
        var filter = FilterParser.Parse(search.Filter, FilterVocabulary.Runs);
        if (filter.Problem is { } badFilter) return badFilter.ToResult<Ok<Page<Run>>>();
        var order = OrderByParser.Parse(search.OrderBy, FilterVocabulary.Runs);
        if (order.Problem is { } badOrder) return badOrder.ToResult<Ok<Page<Run>>>();

        var page = new PageRequest(search.MaxResults, search.PageToken);
        var query = new RunQuery(search.ExperimentIds, page, search.View, filter.Value, order.Value);
        return (await store.SearchRuns(query, cancel)).ToResult(TypedResults.Ok);
    }
}
