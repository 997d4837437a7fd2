using System.Globalization;
using System.Text.RegularExpressions;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>A line of Prometheus' text format.</summary>
/// <param name="Name">The name of the metric, without the suffix of a histogram's part.</param>
/// <param name="Type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="Part"><c>bucket</c>, <c>sum</c> or <c>count</c> of a histogram; empty for others.</param>
/// <param name="Series">The name and the labels, without those of the instrument's scope and of the bucket.</param>
/// <param name="Bound">The upper bound of a bucket.</param>
/// <param name="Value">The value.</param>
internal sealed partial record ExpositionSample(
    string Name, string Type, string Part, string Series, double Bound, double Value)
{
    private const string BoundLabel = "le";
    private const string ScopePrefix = "otel_scope_";
    private static readonly string[] Parts = ["bucket", "sum", "count"];

    /// <summary>Reads the samples of a page, whatever process it comes from.</summary>
    public static IEnumerable<ExpositionSample> Parse(string page)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in page.Split('\n'))
        {
            if (TypeLine().Match(line) is { Success: true } declared)
                types[declared.Groups["name"].Value] = declared.Groups["type"].Value;
            else if (SampleLine().Match(line) is { Success: true } sample)
                yield return Read(sample, types);
        }
    }

    private static ExpositionSample Read(Match sample, Dictionary<string, string> types)
    {
        var (name, part) = (sample.Groups["name"].Value, "");
        var underscore = name.LastIndexOf('_');
        if (!types.ContainsKey(name) && underscore > 0 && Parts.Contains(name[(underscore + 1)..]))
            (name, part) = (name[..underscore], name[(underscore + 1)..]);
        var labels = Label().Matches(sample.Groups["labels"].Value)
            .Select(label => (Name: label.Groups["name"].Value, Value: label.Groups["value"].Value)).ToList();
        var shown = labels
            .Where(label => label.Name != BoundLabel && !label.Name.StartsWith(ScopePrefix, StringComparison.Ordinal))
            .Select(label => $"{label.Name}=\"{label.Value}\"").ToList();
        return new ExpositionSample(
            name,
            types.GetValueOrDefault(name, ""),
            part,
            shown.Count == 0 ? name : $"{name}{{{string.Join(',', shown)}}}",
            labels.Find(label => label.Name == BoundLabel).Value is { } bound ? ParseNumber(bound) : 0,
            ParseNumber(sample.Groups["value"].Value));
    }

    private static double ParseNumber(string value) => value switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\w+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(
        @"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>([^""}]|""([^""\\]|\\.)*"")*)\})? (?<value>\S+)")]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"(?<name>[a-zA-Z_]\w*)=""(?<value>([^""\\]|\\.)*)""")]
    private static partial Regex Label();
}
