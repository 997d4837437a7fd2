using System.Text.Json;

namespace Tauro.Contracts.Traces;

/// <summary>Writes a span as MLflow's server stores it and its clients upload it.</summary>
internal static class SpanFile
{
    private static readonly string[] Plain =
        ["trace_id", "span_id", "parent_span_id", "name", "start_time_unix_nano", "end_time_unix_nano"];

    public static void Write(Utf8JsonWriter json, SpanContent span)
    {
        using var content = JsonDocument.Parse(span.ToJson());
        var root = content.RootElement;
        json.WriteStartObject();
        foreach (var name in Plain) WriteMember(json, root, name);
        json.WriteStartArray("events");
        if (root.TryGetProperty("events", out var events))
            foreach (var item in events.EnumerateArray()) WriteEvent(json, item);
        json.WriteEndArray();
        root.TryGetProperty("status", out var status);
        json.WriteStartObject("status");
        json.WriteString("code", GetString(status, "code") ?? "STATUS_CODE_UNSET");
        json.WriteString("message", GetString(status, "message") ?? "");
        json.WriteEndObject();
        json.WriteStartObject("attributes");
        foreach (var (key, value) in SpanAttributes.Read(root, SpanAttributes.Json)) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, JsonElement item)
    {
        json.WriteStartObject();
        WriteMember(json, item, "time_unix_nano");
        WriteMember(json, item, "name");
        json.WriteStartObject("attributes");
        foreach (var (key, value) in SpanAttributes.Read(item, SpanAttributes.Json))
        {
            json.WritePropertyName(key);
            json.WriteRawValue(value, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonElement owner, string name)
    {
        json.WritePropertyName(name);
        if (owner.TryGetProperty(name, out var value)) value.WriteTo(json);
        else json.WriteNullValue();
    }

    private static string? GetString(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value.GetString() : null;
}
