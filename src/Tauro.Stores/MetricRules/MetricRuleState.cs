using System.Text.Json.Serialization;
using Tauro.Contracts;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.MetricRules;

/// <summary>How a running run meets a metric rule. There is none while it does not at all.</summary>
/// <param name="RunId">The run.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Metric">The metric that meets it.</param>
/// <param name="Points">The number of its last points that meet the condition.</param>
/// <param name="IsExceeded">Whether that was reported.</param>
public sealed record MetricRuleState(RunId RunId, MetricRuleId RuleId, string Metric, int Points, bool IsExceeded)
{
    /// <summary>
    /// The other metrics that meet a rule for any metric, up to <see cref="Limits.MetricRuleMetricsMax"/> with the
    /// first one; null for none.
    /// </summary>
    public IReadOnlyList<string>? Others { get; init; }

    /// <summary>The metrics that meet it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Metrics => [Metric, .. Others ?? []];

    /// <summary>The key of a store.</summary>
    public string Key => KeyOf(RunId, RuleId);

    public static string KeyOf(RunId runId, MetricRuleId ruleId) => $"{runId}/{ruleId}";
}
