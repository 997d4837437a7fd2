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
        .Text("dataset_id", dataset.DatasetId)
        .Text("name", dataset.Name)
        .Text("tags", JsonSerializer.Serialize(dataset.Tags, AsIs))
        .Text("schema", dataset.Schema is { } schema ? Text(schema) : null)
        .Text("profile", dataset.Schema is null ? null : $$"""{"num_records": {{dataset.RecordCount}}}""")
        .Text("digest", dataset.Digest)
        .Whole("created_time", dataset.CreatedTime)
        .Whole("last_update_time", dataset.LastUpdateTime)
        .Text("created_by", dataset.CreatedBy)
        .Text("last_updated_by", dataset.LastUpdatedBy);

    public static MlflowAnswer Answer(EvaluationDataset dataset) =>
        new(writer => writer.Message("dataset", it => Write(it, dataset)));

    public static MlflowAnswer AnswerWithExperiments(EvaluationDataset dataset) => new(writer => writer
        .Message("dataset", it =>
        {
            Write(it, dataset);
            it.Ids("experiment_ids", dataset.ExperimentIds);
        }));

    private static string Text(RecordSchema schema) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["inputs"] = schema.Inputs,
            ["outputs"] = schema.Outputs,
            ["expectations"] = schema.Expectations,
            ["version"] = SchemaVersion,
        }, AsIs);
}
