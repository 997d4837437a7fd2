using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Contracts.Models;

/// <summary>Writes <c>sklearn</c>; reads it in any letter case, and <c>scikit-learn</c> too.</summary>
public sealed class ModelFrameworkConverter : JsonConverter<ModelFramework>
{
    public override ModelFramework Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("A framework must be a string.");
        return ModelFrameworkName.TryParse(reader.GetString(), out var framework)
            ? framework
            : throw new JsonException($"A framework must be one of {ModelFrameworkName.All}.");
    }

    public override void Write(Utf8JsonWriter writer, ModelFramework value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ModelFrameworkName.Get(value));
}
