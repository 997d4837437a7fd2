using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Datasets;

/// <summary>Read-only endpoints for evaluation datasets. MLflow's clients write them.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasetViews(this IEndpointRouteBuilder app)
    {
        var datasets = app.MapGroup("/api/v1/datasets").RequiresOn(AccessAction.Read, ResourceType.Experiment)
            .WithTags("Evaluation datasets");
        datasets.MapGet("", SearchDatasets.Handle)
            .WithName("SearchDatasets").WithSummary("Search evaluation datasets, without their records");
        datasets.MapGet("{dataset_id}", GetDataset.Handle)
            .WithName("GetDataset").WithSummary("Get an evaluation dataset, without its records");
        datasets.MapGet("{dataset_id}/records", ListRecords.Handle)
            .WithName("ListDatasetRecords").WithSummary("List the records of an evaluation dataset, oldest first");
    }
}
