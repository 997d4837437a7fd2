using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Json;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Local.Tables;

/// <summary>Reads the content of a span into its compressed form.</summary>
internal sealed class PackedSpanContentConverter : JsonConverter<SpanContent>
{
    private static readonly JsonConverter<SpanContent> Plain =
        (JsonConverter<SpanContent>)TauroJson.Options.GetConverter(typeof(SpanContent));

    public override SpanContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PackedSpanContent.Pack(Plain.Read(ref reader, typeToConvert, options)!);

    public override void Write(Utf8JsonWriter writer, SpanContent value, JsonSerializerOptions options) =>
        Plain.Write(writer, value, options);
}
