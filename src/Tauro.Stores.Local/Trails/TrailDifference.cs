using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tauro.Stores.Local.Trails;

/// <summary>
/// Writes what of a document changed: of an object only the members that differ, of anything else the complete value.
/// </summary>
internal sealed class TrailDifference(Utf8JsonWriter writer, TrailRule rule)
{
    private const int LargeBytes = 4_096;
    private const int FewMembers = 16;
    private readonly bool isVerbatim = rule is { KeepsLargeValues: true, Secrets.Count: 0 };

    /// <summary>Whether a change of these documents is recorded.</summary>
    public static bool Differ(JsonElement before, JsonElement after) =>
        !JsonMarshal.GetRawUtf8Value(before).SequenceEqual(JsonMarshal.GetRawUtf8Value(after))
        && !JsonElement.DeepEquals(before, after);

    /// <summary>Writes a complete document.</summary>
    public void Write(string name, ReadOnlySpan<byte> document)
    {
        writer.WritePropertyName(name);
        if (isVerbatim)
        {
            writer.WriteRawValue(document, skipInputValidation: true);
            return;
        }

        var reader = new Utf8JsonReader(document);
        using var parsed = JsonDocument.ParseValue(ref reader);
        WriteMembers(parsed.RootElement, null);
    }

    /// <summary>Writes the members of both documents that differ.</summary>
    public void Write(JsonElement before, JsonElement after)
    {
        writer.WritePropertyName("before");
        WriteMembers(before, after);
        writer.WritePropertyName("after");
        WriteMembers(after, before);
    }

    /// <param name="document">An object.</param>
    /// <param name="other">The object to compare it with; null to write all members.</param>
    private void WriteMembers(JsonElement document, JsonElement? other)
    {
        var others = other is { } many && many.GetPropertyCount() > FewMembers
            ? many.EnumerateObject().ToDictionary(member => member.Name, member => member.Value)
            : null;
        writer.WriteStartObject();
        foreach (var member in document.EnumerateObject())
        {
            var isInOther = Find(other, others, member.Name, out var value);
            if (isInOther && !Differ(member.Value, value)) continue;
            writer.WritePropertyName(member.Name);
            if (rule.Secrets.TryGetValue(member.Name, out var hide)) writer.WriteStringValue(hide(member.Value));
            else if (isInOther && member.Value.ValueKind == JsonValueKind.Object
                && value.ValueKind == JsonValueKind.Object) WriteMembers(member.Value, value);
            else WriteValue(member.Value);
        }

        writer.WriteEndObject();
    }

    private static bool Find(
        JsonElement? other, Dictionary<string, JsonElement>? others, string name, out JsonElement value)
    {
        value = default;
        return others?.TryGetValue(name, out value) ?? (other is { } few && few.TryGetProperty(name, out value));
    }

    private void WriteValue(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (isVerbatim) writer.WriteRawValue(raw, skipInputValidation: true);
        else if (value.ValueKind == JsonValueKind.Object) WriteMembers(value, null);
        else if (!rule.KeepsLargeValues && raw.Length > LargeBytes) writer.WriteRawValue(TrailDigest.Encode(raw));
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray()) WriteValue(item);
            writer.WriteEndArray();
        }
        else writer.WriteRawValue(raw, skipInputValidation: true);
    }
}
