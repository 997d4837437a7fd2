using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class SearchRuns
{
    public static async Task<Results<Ok<Page<Run>>, Invalid, NotFound, Conflict>> Handle(
        RunSearch search, IRunStore store, CancellationToken cancel)
    {
        var query = Parse(search);
        if (query.Problem is { } bad) return bad.ToResult<Ok<Page<Run>>>();
        return (await store.SearchRuns(query.Value, cancel)).ToResult(TypedResults.Ok);
    }

    public static StoreOutcome<RunQuery> Parse(RunSearch search)
    {
        if ((NullValues.Find(search.OrderBy, "order_by") ?? NullValues.Find(search.Fields, "fields")) is { } bad)
            return bad;
        var filter = FilterParser.Parse(search.Filter, FilterVocabulary.Runs);
        if (filter.Problem is { } badFilter) return badFilter;
        var order = OrderByParser.Parse(search.OrderBy, FilterVocabulary.Runs);
        if (order.Problem is { } badOrder) return badOrder;
        var fields = RunSelection.Parse(search.Fields);
        if (fields.Problem is { } badFields) return badFields;
        return new RunQuery(
            AllIfEmpty(search.ExperimentIds), new PageRequest(search.MaxResults, search.PageToken), search.View,
            filter.Value, order.Value, fields.Value);
    }

    /// <summary>Without an experiment, all of them are searched; a store would find nothing in an empty list.</summary>
    public static IReadOnlyList<ExperimentId>? AllIfEmpty(IReadOnlyList<ExperimentId>? experimentIds) =>
        experimentIds is { Count: 0 } ? null : experimentIds;
}
