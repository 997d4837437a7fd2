using System.Text.Json;
using Tauro.Contracts.Json;

namespace Tauro.ServiceDefaults.Json;

/// <summary>Says which values a type takes, for the message of a refused one.</summary>
internal static class ValueText
{
    private const string AnotherForm = "another form";

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
        return AnotherForm;
    }

    /// <summary>
    /// For the type and path in a message of the serializer. It names the record instead of the member when the
    /// member is a parameter of the record's constructor.
    /// </summary>
    public static string DescribeByName(string name, string path)
    {
        if (name.StartsWith("System.Nullable`1[", StringComparison.Ordinal)) name = name[18..^1];
        if (Find(name) is { } type)
        {
            if (Describe(type) is var text and not AnotherForm) return text;
            var member = path[(path.LastIndexOf('.') + 1)..];
            var property = TauroJson.Options.GetTypeInfo(type).Properties.FirstOrDefault(p => p.Name == member);
            if (property is not null && Describe(property.PropertyType) is var inner and not AnotherForm)
                return inner;
        }

        // A list or an array; a dictionary has brackets in its name too, and is an object.
        return name.Contains('[')
            && !name.Contains("Dictionary`2", StringComparison.Ordinal)
            ? "an array"
            : "an object";
    }

    // A message names the type without its assembly: the contracts, or the service's own records.
    private static Type? Find(string name) => AppDomain.CurrentDomain.GetAssemblies()
        .Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);

    public static IEnumerable<string> NamesOf(Type enumType) =>
        Enum.GetValues(enumType).Cast<object>()
            .Select(value => JsonSerializer.Serialize(value, enumType, TauroJson.Options).Trim('"'));
}
