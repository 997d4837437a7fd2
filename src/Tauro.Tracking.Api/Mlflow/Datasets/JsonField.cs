using System.Text;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>
/// Parses fields that are strings of JSON. Stored JSON must mean the same to every reader, so duplicate members and
/// unpaired surrogates are refused. NaN and infinities, which Python writes without quotes, become strings.
/// </summary>
internal static class JsonField
{
    private static readonly JsonDocumentOptions Strict =
        new() { AllowDuplicateProperties = false, MaxDepth = Limits.DatasetRecordDepthMax };

    public static JsonElement Read(MlflowMessage message, string name)
    {
        var value = message.RequiredString(name);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            using var json = JsonDocument.Parse(MlflowJson.QuoteNonFinite(bytes) ?? bytes, Strict);
            var root = json.RootElement.Clone();
            CheckStrings(root);
            return root;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw MlflowException.Invalid(
                $"Invalid value for parameter '{name}' supplied: it must be JSON, with no duplicate member and at most "
                + $"{Limits.DatasetRecordDepthMax} levels deep.");
        }
    }

    /// <summary>Parses tags. A null tag is left out; a value that is not a string is kept as its JSON.</summary>
    public static IReadOnlyDictionary<string, string> ReadTags(MlflowMessage message, string name)
    {
        var tags = Read(message, name);
        if (tags.ValueKind != JsonValueKind.Object)
            throw MlflowException.Invalid($"Invalid value for parameter '{name}' supplied: it must be a JSON object.");
        return tags.EnumerateObject().Where(tag => tag.Value.ValueKind != JsonValueKind.Null).ToDictionary(
            tag => tag.Name,
            tag => tag.Value.ValueKind == JsonValueKind.String ? tag.Value.GetString()! : tag.Value.GetRawText());
    }

    // Reading an unpaired surrogate throws. It must throw here, before anything is stored.
    private static void CheckStrings(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) CheckStrings(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    CheckStrings(member.Value);
                }

                break;
        }
    }
}
