using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Evaluation;

namespace Tauro.Tracking.Api.Datasets;

internal static class ListRecords
{
    public static async Task<Results<Ok<Page<EvaluationRecord>>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "dataset_id")] DatasetId datasetId,
        IEvaluationStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.GetRecords(datasetId, new PageRequest(maxResults, pageToken), cancel)).ToResult(TypedResults.Ok);
}
