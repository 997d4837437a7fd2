using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Evaluation;

namespace Tauro.Tracking.Api.Datasets;

internal static class GetDataset
{
    public static async Task<Results<Ok<EvaluationDataset>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "dataset_id")] DatasetId datasetId, IEvaluationStore store, CancellationToken cancel) =>
        (await store.GetDataset(datasetId, cancel)).ToResult(TypedResults.Ok);
}
