using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Models;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Models;

/// <summary>The fields of a registered model, for search.</summary>
internal sealed class ModelFields : FieldReader<RegisteredModel>
{
    public override bool TryGetNumber(RegisteredModel item, Field field, out double value)
    {
        long? number = field switch
        {
            (FieldKind.Attribute, "creation_time") => item.CreationTime,
            (FieldKind.Attribute, "last_update_time") => item.LastUpdateTime,
            _ => null,
        };
        value = number ?? 0;
        return number is not null;
    }

    public override bool TryGetString(RegisteredModel item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field switch
        {
            (FieldKind.Tag, var key) => item.Tags.GetValueOrDefault(key),
            (FieldKind.Attribute, "name") => item.Name,
            (FieldKind.Attribute, "model_id") => item.ModelId,
            _ => null,
        };
        return value is not null;
    }
}
