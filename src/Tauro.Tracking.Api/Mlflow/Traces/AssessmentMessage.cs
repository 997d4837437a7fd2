using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Mlflow;
using Tauro.Stores.Rules;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>An assessment in MLflow's JSON.</summary>
internal static class AssessmentMessage
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static Assessment Read(MlflowMessage message, TraceId traceId)
    {
        var name = message.RequiredString("assessment_name");
        var source = message.Message("source");
        return new Assessment
        {
            AssessmentId = message.Id<AssessmentId>("assessment_id") ?? default,
            TraceId = traceId,
            Name = name,
            SpanId = message.String("span_id") is { } spanId ? new SpanId(spanId) : null,
            Source = source is null
                ? null
                : new AssessmentSource(SourceType(source), source.String("source_id")),
            CreateTime = ProtoTime.Time(message, "create_time") ?? 0,
            LastUpdateTime = ProtoTime.Time(message, "last_update_time") ?? 0,
            Feedback = Value(message, "feedback"),
            Expectation = Value(message, "expectation"),
            Issue = Value(message, "issue"),
            Rationale = message.String("rationale"),
            Metadata = MessageMap.Read(message, "metadata") ?? new Dictionary<string, string>(),
            Overrides = message.Id<AssessmentId>("overrides"),
            Valid = message.Flag("valid") ?? true,
        };
    }

    /// <summary>Reads the fields of a message that are in the update mask.</summary>
    public static AssessmentChange ReadChange(MlflowMessage message, IReadOnlySet<string> mask) => new(
        mask.Contains("assessment_name") ? message.RequiredString("assessment_name") : null,
        mask.Contains("feedback") ? Value(message, "feedback") : null,
        mask.Contains("expectation") ? Value(message, "expectation") : null,
        mask.Contains("rationale") ? message.String("rationale") : null,
        mask.Contains("metadata") ? MessageMap.Read(message, "metadata") : null,
        mask.Contains("valid") ? message.Flag("valid") : null);

    public static void Write(MlflowWriter writer, Assessment assessment)
    {
        writer.String("assessment_id", assessment.AssessmentId).String("assessment_name", assessment.Name)
            .String("trace_id", assessment.TraceId).String("span_id", assessment.SpanId);
        if (assessment.Source is { } source)
            writer.Message(
                "source", it => it.String("source_type", source.SourceType).String("source_id", source.SourceId));
        writer.String("create_time", ProtoTime.Time(assessment.CreateTime))
            .String("last_update_time", ProtoTime.Time(assessment.LastUpdateTime));
        if (assessment.Feedback is { } feedback) writer.Raw("feedback", feedback);
        if (assessment.Expectation is { } expectation) WriteExpectation(writer, expectation);
        if (assessment.Issue is { } issue) writer.Raw("issue", issue);
        writer.String("rationale", assessment.Rationale).Map("metadata", assessment.Metadata)
            .String("overrides", assessment.Overrides).Flag("valid", assessment.Valid);
    }

    // MLflow's server returns a list or an object as a string, in the form in which its clients send it.
    private static void WriteExpectation(MlflowWriter writer, JsonElement expectation)
    {
        if (expectation.TryGetProperty("value", out var value)
            && value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
        {
            var json = value.ValueKind == JsonValueKind.Array
                ? (JsonNode?)JsonArray.Create(value)
                : JsonObject.Create(value);
            writer.Message("expectation", it => it.Message("serialized_value", serialized => serialized
                .String("value", PythonJson.Write(json)).String("serialization_format", "JSON_FORMAT")));
        }
        else
        {
            writer.Raw("expectation", expectation);
        }
    }

    // Clients send names; protobuf's numbers are valid too.
    private static string? SourceType(MlflowMessage source) => source.Fields.TryGetProperty("source_type", out var type)
        && type.ValueKind == JsonValueKind.Number
        ? type.GetRawText() switch
        {
            "1" => "HUMAN",
            "2" => "LLM_JUDGE",
            "3" => "CODE",
            _ => "SOURCE_TYPE_UNSPECIFIED",
        }
        : source.String("source_type");

    // It is stored as it was sent, so it must be JSON that means the same to every reader.
    private static JsonElement? Value(MlflowMessage message, string name)
    {
        if (message.Message(name) is not { } value) return null;
        try
        {
            using var strict = JsonDocument.Parse(value.Fields.GetRawText(), Strict);
            return value.Fields.Clone(); // Not a part of the request's document, which it would keep in memory.
        }
        catch (JsonException)
        {
            throw MlflowMessage.InvalidValue(name, value.Fields);
        }
    }
}
