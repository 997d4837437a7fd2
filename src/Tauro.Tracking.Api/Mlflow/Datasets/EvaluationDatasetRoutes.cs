using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.ServiceDefaults;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Evaluation datasets, <c>/api/3.0/mlflow/datasets</c>.</summary>
internal static class EvaluationDatasetRoutes
{
    public static void MapMlflowDatasets(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("datasets/create", CreateDataset.Handle).Requires(AccessAction.Create, ResourceType.Experiment);
        api.GetOrPost("datasets/search", SearchDatasets.Handle).RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.Get("datasets/{dataset_id}", GetDataset.Handle).RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.Delete("datasets/{dataset_id}", DeleteDataset.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.Experiment);
        api.Patch("datasets/{dataset_id}/tags", DatasetTags.Set)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
        api.Delete("datasets/{dataset_id}/tags/{key}", DatasetTags.Delete)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
        api.Post("datasets/{dataset_id}/records", UpsertRecords.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment)
            .WithBodyLimit(Limits.DatasetRecordsBytesMax);
        api.Get("datasets/{dataset_id}/records", GetRecords.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.Delete("datasets/{dataset_id}/records", DeleteRecords.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
        api.Get("datasets/{dataset_id}/experiment-ids", DatasetExperiments.Get)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.Post("datasets/{dataset_id}/add-experiments", DatasetExperiments.Add)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
        api.Post("datasets/{dataset_id}/remove-experiments", DatasetExperiments.Remove)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
    }
}
