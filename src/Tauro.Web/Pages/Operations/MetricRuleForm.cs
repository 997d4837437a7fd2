using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Policies;
using Tauro.Web.Api;
using Tauro.Web.Parts;

namespace Tauro.Web.Pages.Operations;

/// <summary>The fields of the form for a metric rule.</summary>
internal static class MetricRuleForm
{
    /// <summary>Reads a rule.</summary>
    /// <param name="read">Returns a field; null if it is empty.</param>
    public static ApiResult<NewMetricRule> Read(Func<string, string?> read)
    {
        Problem? problem = null;
        var rule = new NewMetricRule(
            read("metric") ?? "",
            Enum.TryParse<MetricRuleType>(read("type"), out var type) ? type : default,
            read("experiment") is { } experiment ? new ExperimentId(experiment) : null,
            read("run") is { } run ? new RunId(run) : null,
            Enum.TryParse<MetricOperator>(read("operator"), out var comparison) ? comparison : null,
            Number("value"), Integer("points"), Number("minutes"), read("description"));
        return problem is null ? new(rule, null) : new(null, problem);

        double? Number(string field)
        {
            if (read(field) is not { } value) return null;
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number)) return number;
            problem ??= Refusal.Because(
                $"{Format.Title(field)} is '{Format.Start(value)}'; enter a number such as 0.5.");
            return null;
        }

        int? Integer(string field)
        {
            if (read(field) is not { } value) return null;
            if (int.TryParse(value, CultureInfo.InvariantCulture, out var number)) return number;
            problem ??= Refusal.Because($"{Format.Title(field)} is '{Format.Start(value)}'; enter an integer.");
            return null;
        }
    }
}
