using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Experiments;

internal static class SearchExperiments
{
    public static async Task<Results<Ok<Page<Experiment>>, Invalid, NotFound, Conflict>> Handle(
        ExperimentSearch search, IRunStore store, CancellationToken cancel)
    {
        if (NullValues.Find(search.OrderBy, "order_by") is { } bad) return bad.ToResult<Ok<Page<Experiment>>>();
        var filter = FilterParser.Parse(search.Filter, FilterVocabulary.Experiments);
        if (filter.Problem is { } badFilter) return badFilter.ToResult<Ok<Page<Experiment>>>();
        var order = OrderByParser.Parse(search.OrderBy, FilterVocabulary.Experiments);
        if (order.Problem is { } badOrder) return badOrder.ToResult<Ok<Page<Experiment>>>();

        var page = new PageRequest(search.MaxResults, search.PageToken);
        var query = new ExperimentQuery(page, search.View, filter.Value, order.Value);
        return (await store.SearchExperiments(query, cancel)).ToResult(TypedResults.Ok);
    }
}
