using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Requests;

namespace Tauro.Tracking.Api.Runs;

internal static class AggregateRuns
{
    public static async Task<Results<Ok<RunGroups>, Invalid, NotFound, Conflict>> Handle(
        RunAggregation runs, IRunStore store, CancellationToken cancel)
    {
        if ((NullValues.Find(runs.GroupBy, "group_by") ?? NullValues.Find(runs.Values, "values")) is { } isNull)
            return isNull.ToResult<Ok<RunGroups>>();
        if (Check(runs) is { } bad) return bad.ToResult<Ok<RunGroups>>();
        var filter = FilterParser.Parse(runs.Filter, FilterVocabulary.Runs);
        if (filter.Problem is { } badFilter) return badFilter.ToResult<Ok<RunGroups>>();
        var keys = AggregatedFields.ParseKeys(runs.GroupBy ?? [], FilterVocabulary.Runs);
        if (keys.Problem is { } badKey) return badKey.ToResult<Ok<RunGroups>>();
        var values = AggregatedFields.ParseValues(runs.Values ?? [], FilterVocabulary.Runs);
        if (values.Problem is { } badValue) return badValue.ToResult<Ok<RunGroups>>();

        var query = new RunAggregationQuery(
            SearchRuns.AllIfEmpty(runs.ExperimentIds), runs.View, filter.Value, keys.Value, values.Value, runs.OrderBy,
            runs.MaxResults);
        return (await store.AggregateRuns(query, cancel)).ToResult(TypedResults.Ok);
    }

    private static StoreProblem? Check(RunAggregation runs)
    {
        if (runs.GroupBy?.Count > Limits.GroupFieldsMax)
            return TooMany("group_by", runs.GroupBy.Count, Limits.GroupFieldsMax);
        if (runs.Values?.Count > Limits.AggregatedValuesMax)
            return TooMany("values", runs.Values.Count, Limits.AggregatedValuesMax);
        if (runs.MaxResults is < 1 or > Limits.RunGroupsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"max_results is {runs.MaxResults}; give 1 to {Limits.RunGroupsMax} groups.");
        var order = runs.OrderBy ?? new RunGroupOrder();
        var needsValue = order.By is RunGroupOrderBy.Min or RunGroupOrderBy.Max or RunGroupOrderBy.Mean;
        return needsValue && runs.Values?.Contains(order.Value) != true
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"order_by names the value '{order.Value}', which is not one of values; add it to values.")
            : null;
    }

    private static StoreProblem TooMany(string member, int count, int max) => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded, $"{member} has {count} fields; the limit is {max}.");
}
