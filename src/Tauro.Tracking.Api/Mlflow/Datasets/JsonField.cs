using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Datasets;

/// <summary>
/// Parses fields that are strings of JSON. Stored JSON must mean the same to every reader, so duplicate members and
/// unpaired surrogates are refused. NaN and infinities, which Python writes without quotes, become strings.
/// </summary>
internal static class JsonField
{
    public static JsonElement Read(MlflowMessage message, string name)
    {
        var json = message.RequiredUtf8(name);
        if (JsonSize.IsExceeded(json.Span)) throw MlflowException.Invalid(JsonSize.TooManyValues);
        try
        {
            return StrictJson.Parse(MlflowJson.QuoteNonFinite(json.Span) ?? json, Limits.DatasetRecordDepthMax);
        }
        catch (JsonException)
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
}
