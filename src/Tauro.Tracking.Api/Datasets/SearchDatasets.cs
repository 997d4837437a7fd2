using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;

namespace Tauro.Tracking.Api.Datasets;

/// <summary>Searches evaluation datasets, newest first; in all experiments when none is given.</summary>
internal static class SearchDatasets
{
    public static async Task<Results<Ok<Page<EvaluationDataset>>, Invalid, NotFound, Conflict>> Handle(
        IEvaluationStore store,
        CancellationToken cancel,
        [FromQuery(Name = "experiment_id")] ExperimentId[]? experimentIds = null,
        string? filter = null,
        [FromQuery(Name = "order_by")] string[]? orderBy = null,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null)
    {
        var conditions = FilterParser.Parse(filter, FilterVocabulary.EvaluationDatasets);
        if (conditions.Problem is { } badFilter) return badFilter.ToResult<Ok<Page<EvaluationDataset>>>();
        var order = OrderByParser.Parse(orderBy, FilterVocabulary.EvaluationDatasets);
        if (order.Problem is { } badOrder) return badOrder.ToResult<Ok<Page<EvaluationDataset>>>();
        var query = new EvaluationQuery(
            experimentIds ?? [], new PageRequest(maxResults, pageToken), conditions.Value, order.Value);
        return (await store.SearchDatasets(query, cancel)).ToResult(TypedResults.Ok);
    }
}
