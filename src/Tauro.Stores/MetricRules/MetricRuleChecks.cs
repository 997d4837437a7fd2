using Tauro.Contracts;
using Tauro.Contracts.MetricRules;
using Tauro.Stores.Rules;

namespace Tauro.Stores.MetricRules;

/// <summary>The checks of every backend before it stores a metric rule. Null means well-formed.</summary>
public static class MetricRuleChecks
{
    public static StoreProblem? Check(NewMetricRule rule)
    {
        if (rule.ExperimentId is null == rule.RunId is null)
            return Bad("A metric rule has exactly one of 'experiment_id' and 'run_id'.");
        if (rule.Metric != MetricRule.AnyMetric && RunRules.CheckKey("metric", rule.Metric) is { } problem)
            return problem;
        if (rule is { Metric: MetricRule.AnyMetric, Type: MetricRuleType.Threshold })
            return Bad("'metric' is '*', which a THRESHOLD rule can't have; name a metric.");
        return CheckMembers(rule) ?? CheckNumbers(rule) ?? ModelRules.CheckDescription(rule.Description);
    }

    private static StoreProblem? CheckMembers(NewMetricRule rule)
    {
        var isThreshold = rule.Type == MetricRuleType.Threshold;
        var isSilence = rule.Type == MetricRuleType.NoPoint;
        return Require("operator", rule.Operator is not null, isThreshold, isThreshold, rule.Type)
            ?? Require("value", rule.Value is not null, isThreshold, isThreshold, rule.Type)
            ?? Require("points", rule.Points is not null, false, !isSilence, rule.Type)
            ?? (rule is { Metric: MetricRule.AnyMetric, Points: > 1 }
                ? Bad($"'points' is {rule.Points} and 'metric' is '*'; name a metric, or leave 'points' out.") : null)
            ?? Require("minutes", rule.Minutes is not null, isSilence, isSilence, rule.Type);
    }

    private static StoreProblem? CheckNumbers(NewMetricRule rule)
    {
        if (rule.Value is { } value && !double.IsFinite(value))
            return Bad($"'value' is {value}; it must be a finite number.");
        if (rule.Points is < 1 or > Limits.MetricRulePointsMax)
            return Bad($"'points' is {rule.Points}; it must be from 1 to {Limits.MetricRulePointsMax}.");
        return rule.Minutes is null or >= Limits.MetricRuleMinutesMin and <= Limits.MetricRuleMinutesMax
            ? null
            : Bad(FormattableString.Invariant(
                $"'minutes' is {rule.Minutes}; it must be from {Limits.MetricRuleMinutesMin} to ")
                + $"{Limits.MetricRuleMinutesMax}.");
    }

    private static StoreProblem? Require(string member, bool has, bool required, bool allowed, MetricRuleType type)
    {
        var name = type switch
        {
            MetricRuleType.Threshold => "THRESHOLD",
            MetricRuleType.NotFinite => "NOT_FINITE",
            _ => "NO_POINT",
        };
        if (required && !has) return Bad($"A {name} rule must have '{member}'.");
        return has && !allowed ? Bad($"A {name} rule has no '{member}'; leave it out.") : null;
    }

    private static StoreProblem Bad(string message) => StoreProblem.Invalid(ProblemCodes.InvalidMetricRule, message);
}
