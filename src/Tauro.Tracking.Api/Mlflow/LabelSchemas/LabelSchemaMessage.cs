using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>A label schema in MLflow's JSON.</summary>
internal static class LabelSchemaMessage
{
    public static MlflowResult ToResult(LabelSchema schema) =>
        new(writer => writer.Message("label_schema", it => Write(it, schema)));

    public static void Write(MlflowWriter writer, LabelSchema schema) => writer
        .String("schema_id", schema.SchemaId)
        .String("experiment_id", schema.ExperimentId)
        .String("name", schema.Name)
        .String("type", ProtoEnum.Name(schema.Type))
        .String("instruction", schema.Instruction)
        .Flag("enable_comment", schema.EnableComment)
        .Message("input", it => LabelInputMessage.Write(it, schema.Input))
        .String("created_by", schema.CreatedBy)
        .Integer("created_at", schema.CreationTime)
        .Integer("last_updated_at", schema.LastUpdateTime);
}
