using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.MetricRules;

/// <summary>
/// A condition on a metric of running runs. An event reports when a run meets it, and another one when it no longer
/// does. A rule never changes.
/// </summary>
public sealed record MetricRule
{
    /// <summary>Stands for every metric of a run.</summary>
    public const string AnyMetric = "*";

    public required MetricRuleId RuleId { get; init; }

    /// <summary>The experiment that has the runs.</summary>
    public required ExperimentId ExperimentId { get; init; }

    /// <summary>The only run that it applies to; absent for all of the experiment.</summary>
    public RunId? RunId { get; init; }

    /// <summary>The metric, or <see cref="AnyMetric"/>.</summary>
    public required string Metric { get; init; }

    public required MetricRuleType Type { get; init; }

    /// <summary>How a point compares with <see cref="Value"/>.</summary>
    public MetricOperator? Operator { get; init; }

    public double? Value { get; init; }

    /// <summary>How many points in a row must meet the condition.</summary>
    public int? Points { get; init; }

    /// <summary>For how long no point is logged.</summary>
    public double? Minutes { get; init; }

    public string? Description { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Whether the rule applies to a metric.</summary>
    public bool Covers(string metric) => Metric == AnyMetric || Metric == metric;

    /// <summary>Whether the rule applies to a run of its experiment.</summary>
    public bool AppliesTo(RunId runId) => RunId is null || RunId == runId;

    /// <summary>The condition as a phrase, for example <c>val_loss above 2 for 3 points</c>.</summary>
    [JsonIgnore]
    public string Condition => Type switch
    {
        MetricRuleType.NoPoint => $"no point of {Metric} for {Describe(Minutes!.Value)}",
        MetricRuleType.NotFinite => $"{Metric} not finite{InARow}",
        _ => FormattableString.Invariant($"{Metric} {Operator!.Value.Describe()} {Value}{InARow}"),
    };

    private string InARow => Points > 1 ? FormattableString.Invariant($" for {Points} points") : "";

    private static string Describe(double minutes) => minutes == Math.Floor(minutes)
        ? Count(minutes, "minute") : Count(Math.Round(minutes * 60, 3), "second");

    private static string Count(double number, string unit) =>
        FormattableString.Invariant($"{number} {unit}{(number == 1 ? "" : "s")}");
}
