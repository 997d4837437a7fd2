using Tauro.Contracts;
using Tauro.ServiceDefaults;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>Evaluation datasets, <c>/api/3.0/mlflow/datasets</c>.</summary>
internal static class EvaluationDatasetRoutes
{
    public static void MapMlflowDatasets(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("datasets/create", CreateDataset.Handle);
        api.GetOrPost("datasets/search", SearchDatasets.Handle);
        api.Get("datasets/{dataset_id}", GetDataset.Handle);
        api.Delete("datasets/{dataset_id}", DeleteDataset.Handle);
        api.Patch("datasets/{dataset_id}/tags", DatasetTags.Set);
        api.Delete("datasets/{dataset_id}/tags/{key}", DatasetTags.Delete);
        api.Post("datasets/{dataset_id}/records", UpsertRecords.Handle)
            .WithBodyLimit(Limits.DatasetRecordsBytesMax);
        api.Get("datasets/{dataset_id}/records", GetRecords.Handle);
        api.Delete("datasets/{dataset_id}/records", DeleteRecords.Handle);
        api.Get("datasets/{dataset_id}/experiment-ids", DatasetExperiments.Get);
        api.Post("datasets/{dataset_id}/add-experiments", DatasetExperiments.Add);
        api.Post("datasets/{dataset_id}/remove-experiments", DatasetExperiments.Remove);
    }
}
