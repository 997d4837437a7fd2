using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Writes a version flat, for people who read the files: the version's own members and <c>source_run_sequence</c>.
/// </summary>
internal sealed class VersionDocumentConverter : JsonConverter<VersionDocument>
{
    private const string Sequence = "source_run_sequence";

    public override VersionDocument Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return new VersionDocument(
            json.Deserialize<ModelVersion>(options)!,
            json.TryGetProperty(Sequence, out var sequence) ? sequence.GetInt64() : 0);
    }

    public override void Write(Utf8JsonWriter writer, VersionDocument value, JsonSerializerOptions options)
    {
        var json = JsonSerializer.SerializeToNode(value.Version, options)!.AsObject();
        if (value.SourceRunSequence != 0) json[Sequence] = JsonValue.Create(value.SourceRunSequence);
        json.WriteTo(writer, options);
    }
}
