using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// The configuration section of an options class, whose name is in its constant <c>Section</c>. Each public property is
/// a key.
/// </summary>
internal static class OptionsSection
{
    private const string SectionConstant = "Section";

    public static bool HasSection(Type options) => FindName(options) is not null;

    /// <summary>Describes each value of the section that cannot be converted or is not allowed.</summary>
    public static IEnumerable<string> FindErrors(Type options, IConfiguration configuration) =>
        from property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is { IsPublic: true }
        let key = $"{FindName(options)}:{property.Name}"
        let value = configuration[key]
        where value is not null && !IsAllowed(property, value)
        select $"{SettingVariables.FindSource(configuration, key)} is '{value}'. Set it to {Describe(property)}.";

    /// <summary>Returns the keys of the section that are set.</summary>
    public static IEnumerable<string> FindSet(Type options, IConfiguration configuration) =>
        FindSet(FindName(options)!, configuration);

    /// <summary>Returns the keys of a section that are set.</summary>
    public static IEnumerable<string> FindSet(string section, IConfiguration configuration) =>
        from pair in configuration.GetSection(section).AsEnumerable()
        where pair.Value is not null
        select pair.Key;

    private static string? FindName(Type options) => options.GetField(
        SectionConstant, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null) as string;

    private static bool IsAllowed(PropertyInfo property, string value)
    {
        object? converted;
        try
        {
            converted = TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException
            or OverflowException)
        {
            return false;
        }

        return property.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(converted));
    }

    private static string Describe(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var kind = type == typeof(TimeSpan) ? "a time, as hours:minutes:seconds,"
            : type == typeof(bool) ? "true or false"
            : type == typeof(double) ? "a number"
            : type == typeof(int) || type == typeof(long) ? "an integer"
            : type == typeof(Uri) ? "an address such as http://tracking"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type))
            : property.GetCustomAttributes<ValidationAttribute>()
                .FirstOrDefault(rule => rule.ErrorMessage is not null)?.ErrorMessage ?? "a value that is not empty";
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range) return kind;
        // C# turns a bound that is a long into a double.
        return range.Maximum is >= (double)long.MaxValue
            ? $"{kind} of at least {Format(range.Minimum)}"
            : $"{kind} from {Format(range.Minimum)} to {Format(range.Maximum)}";
    }

    private static string Format(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
