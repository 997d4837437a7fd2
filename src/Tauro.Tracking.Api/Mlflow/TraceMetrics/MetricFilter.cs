using System.Text.RegularExpressions;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>
/// Filters for metrics of traces, which are simpler than those of a search: each is <c>view.field = 'value'</c>, where
/// a field may be <c>trace.tag.key</c> or <c>trace.metadata.key</c>. All filters of a request must match.
/// </summary>
internal static partial class MetricFilter
{
    public static Func<MetricRow, bool> Parse(string value, MetricView view)
    {
        var match = value.Length > Limits.ShortFilterLengthMax ? Match.Empty : Pattern().Match(value);
        if (!match.Success)
            throw MlflowException.Invalid(
                $"Invalid filter '{(value.Length > 100 ? value[..100] : value)}': use the form view.field = 'value'");
        var identifier = match.Groups["identifier"].Value;
        var dot = identifier.IndexOf('.');
        if (dot < 0)
            throw MlflowException.Invalid($"Invalid identifier '{identifier}': name the view, as in trace.status");
        var comparator = match.Groups["comparator"].Value;
        if (comparator != "=")
            throw MlflowException.Invalid($"Invalid comparator: '{comparator}', only '=' operator is supported");
        var (owner, field) = (identifier[..dot], identifier[(dot + 1)..]);
        var read = owner switch
        {
            "trace" => TraceField(field),
            "span" when view != MetricView.Spans => throw WrongView("span", "SPANS"),
            "span" when field is "name" or "type" or "status" => row => row.Dimension($"span_{field}"),
            "assessment" when view != MetricView.Assessments => throw WrongView("assessment", "ASSESSMENTS"),
            "assessment" when field is "name" or "type" => row => row.Dimension($"assessment_{field}"),
            "span" or "assessment" => throw Unknown(field),
            _ => throw Unknown(owner),
        };
        var quoted = match.Groups["value"].Value;
        var expected = quoted[1..^1].Replace(new string(quoted[0], 2), quoted[..1], StringComparison.Ordinal);
        return row => read(row) == expected;
    }

    private static Func<MetricRow, string?> TraceField(string field)
    {
        if (field == "status") return row => row.Dimension("trace_status");
        if (Key(field, "tag.") is { } tag) return row => row.Trace.Tags.GetValueOrDefault(tag);
        if (Key(field, "metadata.") is { } key) return row => row.Trace.Metadata.GetValueOrDefault(key);
        throw Unknown(field);
    }

    private static string? Key(string field, string prefix)
    {
        if (!field.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var key = field[prefix.Length..];
        return key.Length > 2 && key[0] is '`' or '"' && key[^1] == key[0] ? key[1..^1] : key;
    }

    private static MlflowException WrongView(string what, string view) =>
        MlflowException.Invalid($"Filtering by {what} is only supported for {view} view type");

    private static MlflowException Unknown(string name) =>
        name.Split('.') is [("status" or "name" or "type") and var field, _, ..]
            ? MlflowException.Invalid($"Invalid identifier '{name}': '{field}' does not require a key")
            : MlflowException.Invalid($"Invalid entity '{name}' specified");

    [GeneratedRegex(
        """^\s*(?<identifier>[\w.\-/]+(`[^`]+`|"[^"]+")?)\s*"""
        + """(?<comparator>[=!<>]+|[A-Za-z]+)\s*(?<value>'([^']|'')*'|"([^"]|"")*")\s*$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
