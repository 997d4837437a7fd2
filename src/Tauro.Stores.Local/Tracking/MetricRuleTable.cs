using System.Collections.Concurrent;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Metric rules by experiment, with the times of the last points that rules on silence wait for. Those are only in
/// memory.
/// </summary>
internal sealed class MetricRuleTable() : GroupedTable<MetricRule>(
    TableId.MetricRules, "runs/metric-rules", rule => rule.RuleId, rule => rule.ExperimentId)
{
    private readonly ConcurrentDictionary<MetricRuleId, ConcurrentDictionary<RunId, long>> lastPoints = new();

    /// <summary>Adds to a decision about points what they mean for the rules of their run.</summary>
    public Decision<TrackingFact, T> Apply<T>(TrackingState state, Decision<TrackingFact, T> decided, PointBatch points)
    {
        if (Count == 0 || state.Runs.Find(points.RunId) is not { Status: RunStatus.Running } run) return decided;
        List<TrackingFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var rule in RulesOf(run.ExperimentId, run.RunId))
        {
            var key = MetricRuleState.KeyOf(run.RunId, rule.RuleId);
            var before = state.MetricRuleStates.Find(key);
            // Most rules on silence are not met, and any point of theirs is no news.
            if (rule.Type == MetricRuleType.NoPoint && before is null) continue;
            var after = MetricRuleCheck.Apply(
                rule, run, points, metric => state.LatestOf(run, metric), before, events);
            if (after == before) continue;
            facts.Add(after is null
                ? new TrackingFact.RemoveMetricRuleState(key) : new TrackingFact.PutMetricRuleState(after));
        }

        return facts.Count + events.Count == 0
            ? decided
            : decided with { Facts = [.. decided.Facts, .. facts], Events = [.. decided.Events, .. events] };
    }

    /// <summary>
    /// Records that points were logged. Those of a run that is not running, for example of one that ended, do not
    /// count: nothing would forget them.
    /// </summary>
    public void Logged(Run run, PointBatch points, long now)
    {
        if (Count == 0 || run.Status != RunStatus.Running) return;
        foreach (var rule in SilenceRulesOf(run.ExperimentId, run.RunId))
            if (rule.Metric == MetricRule.AnyMetric || points.Find(rule.Metric) is not null)
                SetLastPoint(rule, run.RunId, now);
    }

    /// <summary>Adds to a change what an event about a run means for its rules.</summary>
    public void EventAdded(TrackingState state, Change change, LifecycleEvent lifecycleEvent)
    {
        var now = change.Now;
        switch (lifecycleEvent)
        {
            case RunEnded(var runId, var experimentId, _, _):
                foreach (var met in state.MetricRuleStates.In(runId).ToList())
                    change.Remove(state.MetricRuleStates, met.Key);
                change.AddStep(() => Forget(experimentId, runId));
                break;
            case RunDeleted(var runId, var experimentId): change.AddStep(() => Forget(experimentId, runId)); break;
            case RunStarted(var runId, var experimentId, _): Follow(runId, experimentId, false); break;
            case RunUpdated(var runId, var experimentId, _, _):
                Follow(runId, experimentId, state.Runs.IsRunning(runId));
                break;
            case RunRestored(var runId, var experimentId, _): Follow(runId, experimentId, false); break;
        }

        // After the change, the run is running or, for example, scheduled: then nothing is expected of it yet.
        void Follow(RunId runId, ExperimentId experimentId, bool wasRunning)
        {
            if (Count == 0) return;
            change.AddStep(() =>
            {
                if (!state.Runs.IsRunning(runId)) Forget(experimentId, runId);
                else if (!wasRunning) Begin(experimentId, runId, now);
            });
        }
    }

    /// <summary>Returns the rules that a running run meets since no point was logged for long.</summary>
    /// <param name="state">The state.</param>
    /// <param name="runId">The run.</param>
    /// <param name="experimentId">Its experiment.</param>
    /// <param name="now">Unix milliseconds.</param>
    public IEnumerable<MetricRule> SilentAt(
        TrackingState state, RunId runId, ExperimentId experimentId, long now) =>
        SilenceRulesOf(experimentId, runId).Where(rule =>
            now - (LastPoint(rule, runId) ?? Math.Max(state.LoadedAt, rule.CreationTime)) > rule.Minutes * 60_000
            && state.MetricRuleStates.Find(MetricRuleState.KeyOf(runId, rule.RuleId)) is null);

    protected override void Changed(MetricRule? before, MetricRule? after)
    {
        base.Changed(before, after);
        if (after is null) lastPoints.TryRemove(before!.RuleId, out _);
    }

    private IEnumerable<MetricRule> RulesOf(ExperimentId experimentId, RunId runId) =>
        In(experimentId).Where(rule => rule.AppliesTo(runId));

    private IEnumerable<MetricRule> SilenceRulesOf(ExperimentId experimentId, RunId runId) =>
        RulesOf(experimentId, runId).Where(rule => rule.Type == MetricRuleType.NoPoint);

    private long? LastPoint(MetricRule rule, RunId runId) =>
        lastPoints.TryGetValue(rule.RuleId, out var runs) && runs.TryGetValue(runId, out var time) ? time : null;

    private void SetLastPoint(MetricRule rule, RunId runId, long now) =>
        lastPoints.GetOrAdd(rule.RuleId, _ => new ConcurrentDictionary<RunId, long>())[runId] = now;

    private void Begin(ExperimentId experimentId, RunId runId, long now)
    {
        foreach (var rule in SilenceRulesOf(experimentId, runId)) SetLastPoint(rule, runId, now);
    }

    private void Forget(ExperimentId experimentId, RunId runId)
    {
        foreach (var rule in SilenceRulesOf(experimentId, runId))
            if (lastPoints.TryGetValue(rule.RuleId, out var runs)) runs.TryRemove(runId, out _);
    }
}
