using Tauro.Contracts.Events;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Runs;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>Decides what new points, or none, mean for the metric rules of a running run.</summary>
public static class MetricRuleCheck
{
    /// <summary>
    /// Applies a rule to a batch. A point counts if it comes after all earlier points of its metric, in the order of
    /// step and timestamp, so that a repeated batch counts once.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="run">The run, which is running.</param>
    /// <param name="points">The points.</param>
    /// <param name="latest">Returns the latest point of a metric before the batch; null for none.</param>
    /// <param name="before">How the run meets the rule; null if it does not at all.</param>
    /// <param name="events">Gets the events: at most one of each kind, since a batch is one change.</param>
    /// <returns>How the run meets it after the batch; null if not at all.</returns>
    public static MetricRuleState? Apply(
        MetricRule rule, Run run, PointBatch points, Func<string, LatestMetric?> latest, MetricRuleState? before,
        List<LifecycleEvent> events)
    {
        var state = before;
        foreach (var key in points.Keys)
        {
            // While one metric meets a rule for any metric, only that one can change it.
            if (!rule.Covers(key.Key) || (state is { IsExceeded: true } && !IsOf(state, key.Key))) continue;
            state = Apply(rule, run, key, latest(key.Key), state, events);
        }

        return state;
    }

    /// <summary>Reports that no point was logged for as long as a rule says.</summary>
    public static (MetricRuleState State, LifecycleEvent Event) Silent(MetricRule rule, Run run) =>
        (new MetricRuleState(run.RunId, rule.RuleId, rule.Metric, 0, true),
            new MetricThresholdExceeded(run.RunId, run.ExperimentId, rule.RuleId, rule.Metric, rule.Condition));

    private static MetricRuleState? Apply(
        MetricRule rule, Run run, KeyPoints key, LatestMetric? latest, MetricRuleState? before,
        List<LifecycleEvent> events)
    {
        var count = before?.Metric == key.Key ? before.Points : 0;
        var (wasExceeded, isExceeded) = (before is { IsExceeded: true }, before is { IsExceeded: true });
        MetricValue? crossing = null, last = null;
        foreach (var point in rule.Type == MetricRuleType.NoPoint ? InOrder(key) : InOrder(key).Where(IsLater))
        {
            last = point;
            count = Meets(rule, point.Value) ? Math.Min(count + 1, rule.Points!.Value) : 0;
            if (count == 0) isExceeded = false;
            if (count == 0 || count < rule.Points) continue;
            if (!isExceeded) crossing = point;
            isExceeded = true;
        }

        if (last is null) return before;
        if (!wasExceeded && crossing is { } first)
            events.Add(new MetricThresholdExceeded(
                run.RunId, run.ExperimentId, rule.RuleId, key.Key, rule.Condition, first.Value, first.Step,
                first.Timestamp));
        if ((wasExceeded || crossing is not null) && !isExceeded)
            events.Add(new MetricRecovered(
                run.RunId, run.ExperimentId, rule.RuleId, key.Key, rule.Condition, last.Value.Value, last.Value.Step,
                last.Value.Timestamp));
        return count == 0 ? null : new MetricRuleState(run.RunId, rule.RuleId, key.Key, count, isExceeded);

        bool IsLater(MetricValue point) => latest is not { } earlier
            || (point.Step, point.Timestamp).CompareTo((earlier.Step, earlier.Timestamp)) > 0;
    }

    private static IEnumerable<MetricValue> InOrder(KeyPoints points) =>
        Enumerable.Range(0, points.Count).Select(index => points[index])
            .OrderBy(point => point.Step).ThenBy(point => point.Timestamp);

    private static bool IsOf(MetricRuleState state, string metric) =>
        state.Metric == metric || state.Metric == MetricRule.AnyMetric;

    private static bool Meets(MetricRule rule, double value) => rule.Type switch
    {
        MetricRuleType.Threshold => rule.Operator!.Value.Holds(value, rule.Value!.Value),
        MetricRuleType.NotFinite => !double.IsFinite(value),
        _ => false,
    };
}
