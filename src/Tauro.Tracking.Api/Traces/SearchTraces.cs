using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Traces;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Traces;

internal static class SearchTraces
{
    public static async Task<Results<Ok<Page<Trace>>, Invalid, NotFound, Conflict>> Handle(
        TraceSearch search, ITraceStore store, CancellationToken cancel)
    {
        if (NullValues.Find(search.OrderBy, "order_by") is { } bad) return bad.ToResult<Ok<Page<Trace>>>();
        var filter = FilterParser.Parse(search.Filter, FilterVocabulary.Traces);
        if (filter.Problem is { } badFilter) return badFilter.ToResult<Ok<Page<Trace>>>();
        var order = OrderByParser.Parse(search.OrderBy, FilterVocabulary.Traces);
        if (order.Problem is { } badOrder) return badOrder.ToResult<Ok<Page<Trace>>>();

        var page = new PageRequest(search.MaxResults, search.PageToken);
        var query = new TraceQuery(search.ExperimentIds, page, filter.Value, order.Value);
        return (await store.SearchTraces(query, cancel)).ToResult(TypedResults.Ok);
    }
}
