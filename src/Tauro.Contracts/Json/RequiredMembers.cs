using System.Text.Json.Serialization.Metadata;

namespace Tauro.Contracts.Json;

/// <summary>
/// Makes members required that are neither nullable nor optional in their record's constructor. The serializer's
/// <c>RespectRequiredConstructorParameters</c> would require nullable members too, which are absent instead of null.
/// </summary>
internal static class RequiredMembers
{
    public static void Mark(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var member in type.Properties)
            if (IsMandatory(member))
                member.IsRequired = true;
    }

    // A member without a setter, as in an anonymous type, is never read from JSON.
    private static bool IsMandatory(JsonPropertyInfo member) =>
        member is { Set: not null, AssociatedParameter: { HasDefaultValue: false, IsNullable: false } parameter }
        && Nullable.GetUnderlyingType(parameter.ParameterType) is null;
}
