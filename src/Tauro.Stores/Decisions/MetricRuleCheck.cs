using Tauro.Contracts;
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
        if (rule.Type == MetricRuleType.NoPoint)
            return before is null || FindCovered(rule, points) is not { } found
                ? before : EndSilence(rule, run, found, events);
        if (rule.Metric == MetricRule.AnyMetric) return ApplyToAny(rule, run, points, latest, before, events);
        return points.Find(rule.Metric) is { } key
            ? ApplyToOne(rule, run, key, latest(key.Key), before, events) : before;
    }

    /// <summary>Reports that no point was logged for as long as a rule says.</summary>
    public static (MetricRuleState State, LifecycleEvent Event) Silent(MetricRule rule, Run run) =>
        (new MetricRuleState(run.RunId, rule.RuleId, rule.Metric, 0, true),
            new MetricThresholdExceeded(run.RunId, run.ExperimentId, rule.RuleId, rule.Metric, rule.Condition));

    private static MetricRuleState? EndSilence(
        MetricRule rule, Run run, KeyPoints points, List<LifecycleEvent> events)
    {
        events.Add(Recovered(rule, run, points.Key, InOrder(points)[^1]));
        return null;
    }

    private static MetricRuleState? ApplyToOne(
        MetricRule rule, Run run, KeyPoints points, LatestMetric? latest, MetricRuleState? before,
        List<LifecycleEvent> events)
    {
        var count = before?.Points ?? 0;
        var wasExceeded = before is { IsExceeded: true };
        var isExceeded = wasExceeded;
        MetricValue? crossing = null, last = null;
        foreach (var point in InOrder(points))
        {
            if (!Counts(rule, point, latest)) continue;
            last = point;
            count = Meets(rule, point.Value) ? Math.Min(count + 1, rule.Points!.Value) : 0;
            if (count == 0) isExceeded = false;
            if (count == 0 || count < rule.Points) continue;
            if (!isExceeded) crossing = point;
            isExceeded = true;
        }

        if (last is null) return before;
        if (!wasExceeded && crossing is { } lastCrossing)
            events.Add(Exceeded(rule, run, points.Key, lastCrossing));
        if ((wasExceeded || crossing is not null) && !isExceeded)
            events.Add(Recovered(rule, run, points.Key, last.Value));
        return count == 0 ? null
            : count == before?.Points && isExceeded == wasExceeded ? before
            : new MetricRuleState(run.RunId, rule.RuleId, points.Key, count, isExceeded);
    }

    /// <summary>
    /// Applies a rule for any metric, which one point meets. It is met from the first metric that meets it until none
    /// does. Of more metrics than a state remembers, those that it does not are taken to have recovered.
    /// </summary>
    private static MetricRuleState? ApplyToAny(
        MetricRule rule, Run run, PointBatch points, Func<string, LatestMetric?> latest, MetricRuleState? before,
        List<LifecycleEvent> events)
    {
        var met = new List<string>(before?.Metrics ?? []);
        (string Metric, MetricValue Point)? crossing = null, recovered = null;
        var hasChanged = false;
        foreach (var key in points.Keys)
        {
            var wasMet = met.Contains(key.Key);
            if (!wasMet && !Any(key, value => Meets(rule, value))) continue;
            var earlier = latest(key.Key);
            MetricValue? last = null;
            foreach (var point in InOrder(key))
            {
                if (!Counts(rule, point, earlier)) continue;
                last = point;
                if (Meets(rule, point.Value)) crossing = (key.Key, point);
            }

            if (last is not { } newest) continue;
            if (!Meets(rule, newest.Value))
            {
                recovered = (key.Key, newest);
                hasChanged |= met.Remove(key.Key);
            }
            else if (!wasMet && met.Count < Limits.MetricRuleMetricsMax)
            {
                met.Add(key.Key);
                hasChanged = true;
            }
        }

        if (before is null && crossing is { } crossed)
            events.Add(Exceeded(rule, run, crossed.Metric, crossed.Point));
        if (met.Count == 0 && recovered is { } ended)
            events.Add(Recovered(rule, run, ended.Metric, ended.Point));
        return met.Count == 0 ? null
            : !hasChanged ? before
            : new MetricRuleState(run.RunId, rule.RuleId, met[0], 1, true)
            {
                Others = met.Count > 1 ? met[1..] : null,
            };
    }

    private static MetricThresholdExceeded Exceeded(MetricRule rule, Run run, string metric, MetricValue point) =>
        new(run.RunId, run.ExperimentId, rule.RuleId, metric, rule.Condition, point.Value, point.Step, point.Timestamp);

    private static MetricRecovered Recovered(MetricRule rule, Run run, string metric, MetricValue point) =>
        new(run.RunId, run.ExperimentId, rule.RuleId, metric, rule.Condition, point.Value, point.Step, point.Timestamp);

    private static KeyPoints? FindCovered(MetricRule rule, PointBatch points) =>
        rule.Metric == MetricRule.AnyMetric ? points.Keys.FirstOrDefault() : points.Find(rule.Metric);

    private static MetricValue[] InOrder(KeyPoints points)
    {
        var ordered = new MetricValue[points.Count];
        for (var i = 0; i < ordered.Length; i++) ordered[i] = points[i];
        return ordered.Length < 2
            ? ordered : [.. ordered.OrderBy(point => point.Step).ThenBy(point => point.Timestamp)];
    }

    private static bool Any(KeyPoints points, Predicate<double> meets)
    {
        foreach (var value in points.Values.Span)
            if (meets(value)) return true;
        return false;
    }

    /// <summary>
    /// Whether a point comes after the earlier ones. NaN compares with no threshold, so it says nothing about one.
    /// </summary>
    private static bool Counts(MetricRule rule, MetricValue point, LatestMetric? latest) =>
        (rule.Type != MetricRuleType.Threshold || !double.IsNaN(point.Value))
        && (latest is not { } earlier
            || (point.Step, point.Timestamp).CompareTo((earlier.Step, earlier.Timestamp)) > 0);

    private static bool Meets(MetricRule rule, double value) => rule.Type switch
    {
        MetricRuleType.Threshold => rule.Operator!.Value.Holds(value, rule.Value!.Value),
        MetricRuleType.NotFinite => !double.IsFinite(value),
        _ => false,
    };
}
