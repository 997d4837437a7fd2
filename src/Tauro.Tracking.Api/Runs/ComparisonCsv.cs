using System.Globalization;
using System.Text;
using Tauro.Contracts.Json;
using System.Text.Json;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>
/// Writes CSV (RFC 4180): one header line, and one line for each run. A string that a spreadsheet would take for a
/// formula gets a leading apostrophe, as OWASP's "CSV injection" advises; a number never does.
/// </summary>
internal static class ComparisonCsv
{
    public static string Write(RunComparison comparison)
    {
        var csv = new StringBuilder("run_id,name,status,duration_seconds");
        foreach (var key in comparison.Params.Keys) csv.Append(',').Append(Escape("param_" + key));
        foreach (var key in comparison.Metrics.Keys) csv.Append(',').Append(Escape("metric_" + key));
        csv.Append("\r\n");

        for (var i = 0; i < comparison.Runs.Count; i++)
        {
            var run = comparison.Runs[i];
            csv.Append(run.RunId).Append(',').Append(Escape(run.Name)).Append(',')
                .Append(JsonSerializer.Serialize(run.Status, TauroJson.Options).Trim('"')).Append(',')
                .Append(Number(run.DurationSeconds));
            foreach (var values in comparison.Params.Values) csv.Append(',').Append(Escape(values[i] ?? ""));
            foreach (var values in comparison.Metrics.Values) csv.Append(',').Append(Number(values[i]));
            csv.Append("\r\n");
        }

        return csv.ToString();
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Escape(string value)
    {
        if (LooksLikeFormula(value)) value = "'" + value;
        return value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
    }

    private static bool LooksLikeFormula(string value) =>
        value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]
        && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
