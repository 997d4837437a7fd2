extern alias identity;
extern alias registry;
extern alias tracking;

using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>The table of the settings of an options class, from its properties and their documentation.</summary>
internal sealed partial class OptionsTable
{
    private static readonly string[] ByteUnits = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    private readonly Type options;
    private readonly XmlDocs docs;

    private OptionsTable(Type options, string section)
    {
        (this.options, Section) = (options, section);
        docs = new XmlDocs(options.Assembly);
    }

    /// <summary>The name of the configuration section.</summary>
    public string Section { get; }

    /// <summary>Gets the tables of all options classes of the gateway and the services.</summary>
    public static IReadOnlyList<OptionsTable> All { get; } =
    [
        .. from assembly in GetAssemblies()
           from type in assembly.GetTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
           where section is { IsLiteral: true } && type.Name.EndsWith("Options", StringComparison.Ordinal)
           let table = new OptionsTable(type, (string)section.GetRawConstantValue()!)
           orderby table.Section
           select table,
    ];

    public string ToMarkdown() => "| key | default | range | meaning |\n|---|---|---|---|\n"
        + string.Concat(options.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => $"| `{property.Name}` | {GetDefault(property)} | {GetRange(property)} | "
                + $"{GetMeaning(property)} |\n"));

    private static IEnumerable<Assembly> GetAssemblies()
    {
        var found = new Dictionary<string, Assembly>();
        var waiting = new Queue<Assembly>(
            
            [
                typeof(Program).Assembly, typeof(tracking::Program).Assembly, typeof(registry::Program).Assembly,
                typeof(identity::Program).Assembly,
            ]);
        while (waiting.TryDequeue(out var assembly))
        {
            if (!found.TryAdd(assembly.FullName!, assembly)) continue;
            foreach (var name in assembly.GetReferencedAssemblies())
                if (name.Name!.StartsWith("Tauro.", StringComparison.Ordinal)) waiting.Enqueue(Assembly.Load(name));
        }

        return found.Values;
    }

    private string GetDefault(PropertyInfo property) =>
        Format(property, property.GetValue(Activator.CreateInstance(options, nonPublic: true)));

    private static string GetRange(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range) return "";
        return range.Maximum is >= (double)long.MaxValue
            ? $"from {Format(property, Convert(range.Minimum))}"
            : $"{Format(property, Convert(range.Minimum))} to {Format(property, Convert(range.Maximum))}";

        // C# turns a bound that is a long into a double.
        object Convert(object bound) =>
            bound is string time ? TimeSpan.Parse(time, CultureInfo.InvariantCulture)
            : bound is double number && property.PropertyType != typeof(double) ? (long)number
            : bound;
    }

    private string GetMeaning(PropertyInfo property) =>
        DefaultSentence().Replace(docs.SummaryOf(property), "").Trim();

    private static string Format(PropertyInfo property, object? value) => value switch
    {
        null or "" => "",
        TimeSpan time => Format(time),
        bool on => on ? "true" : "false",
        string or Uri => $"`{value}`",
        IEnumerable values => string.Join(", ", values.Cast<object>().Select(item => $"`{item}`")),
        int or long when property.Name.Contains("Bytes") => FormatBytes(System.Convert.ToInt64(value)),
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Format(TimeSpan time)
    {
        var (amount, unit) = time switch
        {
            { Ticks: 0 } => (0, ""),
            { TotalDays: >= 1 } when time.TotalDays % 1 == 0 => (time.TotalDays, time.TotalDays == 1 ? "day" : "days"),
            { TotalHours: >= 1 } when time.TotalHours % 1 == 0 => (time.TotalHours, "h"),
            { TotalMinutes: >= 1 } when time.TotalMinutes % 1 == 0 => (time.TotalMinutes, "min"),
            _ => (time.TotalSeconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}").Trim();
    }

    private static string FormatBytes(long bytes)
    {
        var unit = 0;
        for (; bytes != 0 && bytes % 1024 == 0 && unit < ByteUnits.Length - 1; unit++) bytes /= 1024;
        return bytes == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} {ByteUnits[unit]}");
    }

    // The column has it.
    [GeneratedRegex(@" ?Default:? [\w.,/`]+( [A-Za-z]+)?\.(?=\s|$)")]
    private static partial Regex DefaultSentence();
}
