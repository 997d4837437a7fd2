using System.Collections.Frozen;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;

namespace Tauro.ServiceDefaults.Json;

/// <summary>Says which values a type takes, for the message of a refused one.</summary>
internal static class ValueText
{
    private static readonly FrozenDictionary<string, Type> ContractEnums = typeof(RunStatus).Assembly.GetTypes()
        .Where(type => type.IsEnum).ToFrozenDictionary(type => type.FullName!);

    public static string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray) return Describe(type.GetElementType()!);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Choice<>))
            type = type.GetGenericArguments()[0];
        if (type.IsEnum) return "one of " + string.Join(", ", NamesOf(type));
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int)) return $"a whole number from {int.MinValue} to {int.MaxValue}";
        if (type == typeof(long)) return $"a whole number from {long.MinValue} to {long.MaxValue}";
        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal)) return "a number";
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
            return "a date and time of ISO 8601 such as 2030-01-31T12:00:00Z";
        if (type == typeof(string)) return "text";
        return "another form";
    }

    /// <summary>For the type names in the serializer's messages; null for one that has no better description.</summary>
    public static string? DescribeByName(string name)
    {
        if (name.StartsWith("System.Nullable`1[", StringComparison.Ordinal)) name = name[18..^1];
        if (ContractEnums.TryGetValue(name, out var known)) return Describe(known);
        if (Type.GetType(name) is { } type && Describe(type) is var text and not "another form") return text;
        if (name.Contains("Dictionary`2", StringComparison.Ordinal)) return "an object";
        return name.Contains('[') || name.Contains("List", StringComparison.Ordinal) ? "an array" : "an object";
    }

    public static IEnumerable<string> NamesOf(Type enumType) =>
        Enum.GetValues(enumType).Cast<object>()
            .Select(value => JsonSerializer.Serialize(value, enumType, TauroJson.Options).Trim('"'));
}
