using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Writes a version flat, for people who read the files: the version's own members, <c>source_run_sequence</c>,
/// <c>source_run_time</c> and <c>source_model_id</c>.
/// </summary>
internal sealed class VersionDocumentConverter : JsonConverter<VersionDocument>
{
    private const string Sequence = "source_run_sequence";
    private const string Time = "source_run_time";
    private const string Model = "source_model_id";

    public override VersionDocument Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return new VersionDocument(
            json.Deserialize<ModelVersion>(options)!,
            json.TryGetProperty(Sequence, out var sequence) ? sequence.GetInt64() : 0,
            json.TryGetProperty(Time, out var time) ? time.GetDateTimeOffset() : null,
            json.TryGetProperty(Model, out var model) ? new ModelId(model.GetString()!) : null);
    }

    public override void Write(Utf8JsonWriter writer, VersionDocument value, JsonSerializerOptions options)
    {
        var json = JsonSerializer.SerializeToNode(value.Version, options)!.AsObject();
        if (value.SourceRunSequence != 0) json[Sequence] = JsonValue.Create(value.SourceRunSequence);
        if (value.SourceRunTime is { } time) json[Time] = JsonValue.Create(time);
        if (value.SourceModelId is { } model) json[Model] = JsonValue.Create(model.Value);
        json.WriteTo(writer, options);
    }
}
