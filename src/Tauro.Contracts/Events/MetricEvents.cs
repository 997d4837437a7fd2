using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>A metric rule was created.</summary>
/// <param name="RunId">The only run that it applies to; absent for all of the experiment.</param>
/// <param name="Condition">As a phrase, for example <c>val_loss above 2 for 3 points</c>.</param>
public sealed record MetricRuleCreated(MetricRuleId RuleId, ExperimentId ExperimentId, RunId? RunId, string Condition)
    : LifecycleEvent($"metric-rules/{RuleId}");

/// <summary>A metric rule was deleted.</summary>
/// <param name="RunId">The only run that it applied to; absent for all of the experiment.</param>
/// <param name="Condition">As a phrase.</param>
public sealed record MetricRuleDeleted(MetricRuleId RuleId, ExperimentId ExperimentId, RunId? RunId, string Condition)
    : LifecycleEvent($"metric-rules/{RuleId}");

/// <summary>
/// A run meets the condition of a metric rule. There is no other such event of the run and the rule before
/// <see cref="MetricRecovered"/> or the end of the run.
/// </summary>
/// <param name="Metric">The metric; <c>*</c> if no point of any metric was logged.</param>
/// <param name="Condition">The rule's, as a phrase.</param>
/// <param name="Value">The value of the point with which the condition was met; absent if there was none.</param>
/// <param name="Step">The step of that point.</param>
/// <param name="Timestamp">The time of that point; Unix milliseconds.</param>
public sealed record MetricThresholdExceeded(
    RunId RunId, ExperimentId ExperimentId, MetricRuleId RuleId, string Metric, string Condition,
    double? Value = null, long? Step = null, long? Timestamp = null) : LifecycleEvent($"runs/{RunId}");

/// <summary>A run that met the condition of a metric rule no longer does, by a new point.</summary>
/// <param name="Metric">The metric; of a rule for any metric, the last one that met it.</param>
/// <param name="Condition">The rule's, as a phrase.</param>
/// <param name="Value">The value of the point.</param>
/// <param name="Step">The step of the point.</param>
/// <param name="Timestamp">The time of the point; Unix milliseconds.</param>
public sealed record MetricRecovered(
    RunId RunId, ExperimentId ExperimentId, MetricRuleId RuleId, string Metric, string Condition, double Value,
    long Step, long Timestamp) : LifecycleEvent($"runs/{RunId}");

/// <summary>Summarises the metrics of a run that ended.</summary>
/// <param name="Metrics">The number of metrics.</param>
/// <param name="LastStep">The greatest step of all points.</param>
public sealed record MetricsLogged(RunId RunId, ExperimentId ExperimentId, int Metrics, long LastStep)
    : LifecycleEvent($"runs/{RunId}");

/// <summary>Summarises the params of a run that ended.</summary>
/// <param name="Params">The number of params.</param>
public sealed record ParamsLogged(RunId RunId, ExperimentId ExperimentId, int Params)
    : LifecycleEvent($"runs/{RunId}");
