using System.Text.Json.Serialization.Metadata;

namespace Tauro.Contracts.Json;

/// <summary>
/// Makes a member required that is neither nullable nor optional in its record's constructor. The serializer's own
/// switch would demand nullable ones too, which are absent instead of null.
/// </summary>
internal static class RequiredMembers
{
    public static void Mark(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var member in type.Properties)
            if (IsDue(member))
                member.IsRequired = true;
    }

    // One without a setter, as in an anonymous type, is only ever written.
    private static bool IsDue(JsonPropertyInfo member) =>
        member is { Set: not null, AssociatedParameter: { HasDefaultValue: false, IsNullable: false } parameter }
        && Nullable.GetUnderlyingType(parameter.ParameterType) is null;
}
