using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>An evaluation dataset in MLflow's JSON, where tags, schema and profile are JSON strings.</summary>
internal static class EvaluationDatasetMessage
{
    private const string SchemaVersion = "1.0";

    private static readonly JsonSerializerOptions AsIs =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a dataset without its experiments, which clients request separately.</summary>
    public static void Write(MlflowWriter writer, EvaluationDataset dataset) => writer
        .String("dataset_id", dataset.DatasetId)
        .String("name", dataset.Name)
        .String("tags", JsonSerializer.Serialize(dataset.Tags, AsIs))
        .String("schema", dataset.Schema is { } schema ? ToJson(schema) : null)
        .String("profile", dataset.Schema is null ? null : $$"""{"num_records": {{dataset.RecordCount}}}""")
        .String("digest", dataset.Digest)
        .Integer("created_time", dataset.CreatedTime)
        .Integer("last_update_time", dataset.LastUpdateTime)
        .String("created_by", dataset.CreatedBy)
        .String("last_updated_by", dataset.LastUpdatedBy);

    public static MlflowResult ToResult(EvaluationDataset dataset) =>
        new(writer => writer.Message("dataset", it => Write(it, dataset)));

    public static MlflowResult ToResultWithExperiments(EvaluationDataset dataset) => new(writer => writer
        .Message("dataset", it =>
        {
            Write(it, dataset);
            it.Ids("experiment_ids", dataset.ExperimentIds);
        }));

    private static string ToJson(RecordSchema schema) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["inputs"] = schema.Inputs,
            ["outputs"] = schema.Outputs,
            ["expectations"] = schema.Expectations,
            ["version"] = SchemaVersion,
        }, AsIs);
}
