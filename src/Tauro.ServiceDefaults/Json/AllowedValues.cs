using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.ServiceDefaults.Json;

/// <summary>Describes the values that parameters and JSON members allow, for messages about rejected values.</summary>
internal static class AllowedValues
{
    /// <summary>Describes the values of a type; null for a type without a short description.</summary>
    public static string? Describe(Type type)
    {
        type = Unwrap(type);
        if (type.IsEnum) return "one of " + string.Join(", ", GetNames(type));
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int)) return $"an integer from {int.MinValue} to {int.MaxValue}";
        if (type == typeof(long)) return $"an integer from {long.MinValue} to {long.MaxValue}";
        if (type == typeof(double)) return "a number";
        if (type == typeof(string) || type.IsAssignableTo(typeof(IId))) return "a string";
        if (type == typeof(ModelStage)) return "the name of a stage, such as PRODUCTION";
        if (type == typeof(PolicyGate)) return "REGISTRATION, or the name of a stage, such as PRODUCTION";
        return type == typeof(DateTimeOffset) ? "an ISO 8601 date and time such as 2030-01-31T12:00:00Z" : null;
    }

    /// <summary>Describes a JSON value of a type, including objects and arrays.</summary>
    public static string? Describe(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "an array",
        _ => Describe(type.Type),
    };

    /// <summary>Whether a query, path or header value can be read as the type; true for all other types.</summary>
    public static bool IsAllowed(Type type, string value)
    {
        var invariant = CultureInfo.InvariantCulture;
        var isChoice = IsChoice(Nullable.GetUnderlyingType(type) ?? type);
        type = Unwrap(type);
        if (type.IsEnum)
            return isChoice
                ? GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase)
                : Enum.TryParse(type, value, ignoreCase: true, out _);
        if (type == typeof(bool)) return bool.TryParse(value, out _);
        if (type == typeof(int)) return int.TryParse(value, NumberStyles.Integer, invariant, out _);
        if (type == typeof(long)) return long.TryParse(value, NumberStyles.Integer, invariant, out _);
        if (type == typeof(double))
            return double.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, invariant, out _);
        return type != typeof(DateTimeOffset)
            || DateTimeOffset.TryParse(value, invariant, DateTimeStyles.None, out _);
    }

    /// <summary>Gets the names of an enum's values in JSON.</summary>
    public static IEnumerable<string> GetNames(Type enumType) =>
        Enum.GetValues(enumType).Cast<object>()
            .Select(value => JsonSerializer.Serialize(value, enumType, TauroJson.Options).Trim('"'));

    private static Type Unwrap(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray) return Unwrap(type.GetElementType()!);
        return IsChoice(type) ? type.GetGenericArguments()[0] : type;
    }

    private static bool IsChoice(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Choice<>);
}
