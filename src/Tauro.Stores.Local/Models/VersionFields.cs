using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Models;

/// <summary>The fields of a version, for search; its name is that of its model.</summary>
internal sealed class VersionFields : FieldReader<(VersionDocument Document, string Name)>
{
    public override bool TryGetNumber((VersionDocument Document, string Name) item, Field field, out double value)
    {
        var version = item.Document.Version;
        if (field.Kind == FieldKind.Metric) return version.Metrics.TryGetValue(field.Key, out value);
        double? number = field switch
        {
            (FieldKind.Attribute, "version") => version.Version,
            (FieldKind.Attribute, "creation_time") => version.CreationTime,
            (FieldKind.Attribute, "last_update_time") => version.LastUpdateTime,
            _ => null,
        };
        value = number ?? 0;
        return number is not null;
    }

    public override bool TryGetString(
        (VersionDocument Document, string Name) item, Field field, [NotNullWhen(true)] out string? value)
    {
        var version = item.Document.Version;
        value = field.Kind switch
        {
            FieldKind.Tag => version.Tags.GetValueOrDefault(field.Key),
            FieldKind.Param => version.Hyperparameters.TryGetValue(field.Key, out var given) ? Format(given) : null,
            FieldKind.Attribute => Attribute(version, item.Name, field.Key),
            _ => null,
        };
        return value is not null;
    }

    private static string? Attribute(ModelVersion version, string name, string key) => key switch
    {
        "name" => name,
        "model_id" => version.ModelId,
        "stage" => version.Stage.ToString(),
        "status" => Format(version.Status),
        "framework" => ModelFrameworkName.Get(version.Framework),
        "run_id" => version.SourceRunId,
        "source" => version.Source,
        _ => null,
    };

    private static string Format(JsonElement given) =>
        given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText();

    private static string Format<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
