using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

internal static class CountRuns
{
    public static async Task<Results<Ok<RunCount>, Invalid, NotFound, Conflict>> Handle(
        RunsToCount runs, IRunStore store, CancellationToken cancel)
    {
        var filter = FilterParser.Parse(runs.Filter, FilterVocabulary.Runs);
        if (filter.Problem is { } badFilter) return badFilter.ToResult<Ok<RunCount>>();
        var query = new RunAggregationQuery(SearchRuns.AllIfEmpty(runs.ExperimentIds), runs.View, filter.Value);
        return (await store.AggregateRuns(query, cancel)).ToResult(
            groups => TypedResults.Ok(new RunCount(groups.TotalCount)));
    }
}
