using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.MetricRules;

/// <summary>A metric rule to create. It has exactly one of an experiment and a run.</summary>
/// <param name="ExperimentId">The experiment whose runs it applies to.</param>
/// <param name="RunId">The run that it applies to.</param>
/// <param name="Metric">
/// The metric; <c>*</c> stands for any metric, except with <see cref="MetricRuleType.Threshold"/>.
/// </param>
/// <param name="Type">The condition.</param>
/// <param name="Operator">How a point compares with <paramref name="Value"/>.</param>
/// <param name="Value">A number.</param>
/// <param name="Points">How many points in a row must meet the condition; 1 by default.</param>
/// <param name="Minutes">For how long no point is logged; fractions are allowed.</param>
/// <param name="Description">For people.</param>
public sealed record NewMetricRule(
    string Metric,
    MetricRuleType Type,
    ExperimentId? ExperimentId = null,
    RunId? RunId = null,
    MetricOperator? Operator = null,
    double? Value = null,
    int? Points = null,
    double? Minutes = null,
    string? Description = null);
