using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Paging;

namespace Tauro.Stores.Local.MetricRules;

/// <summary>Metric rules of a local store.</summary>
internal sealed class LocalMetricRuleStore(LocalEngine<TrackingState> engine, Entropy entropy) : IMetricRuleStore
{
    private const int ReportedPerCommit = 100;
    private const int RemovedPerCommit = 1_000;

    private static readonly RowComparer<MetricRule> OldestFirst = new(
        (rule => Literal.From(rule.CreationTime), false), (rule => Literal.From(rule.RuleId), false));

    private readonly FactCommits<TrackingState, TrackingFact> facts = new(engine, TrackingFactWriter.Write);

    public ValueTask<StoreOutcome<MetricRule>> CreateRule(NewMetricRule rule, CancellationToken cancel = default)
    {
        if (MetricRuleChecks.Check(rule) is { } problem) return new(problem);
        var id = new MetricRuleId(entropy.NextId());
        return facts.Commit((state, now) =>
        {
            var run = rule.RunId is { } runId ? state.Runs.Find(runId) : null;
            var experimentId = run?.ExperimentId ?? rule.ExperimentId ?? default;
            return MetricRuleWrites.Create(
                rule, id, run, state.Experiments.Find(experimentId), state.MetricRules.CountIn(experimentId),
                state.MetricRules.Count, now);
        }, cancel);
    }

    public ValueTask<StoreOutcome<MetricRule>> GetRule(MetricRuleId ruleId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<MetricRule>>(state =>
            state.MetricRules.Find(ruleId) is { } rule ? rule : new MetricRuleMissing(ruleId));

    public async ValueTask<StoreOutcome<MetricRule>> DeleteRule(
        MetricRuleId ruleId, CancellationToken cancel = default)
    {
        var deleted = await facts.Commit((state, _) => MetricRuleWrites.Delete(
            state.MetricRules.Find(ruleId), ruleId, Met(state, ruleId).Take(RemovedPerCommit)), cancel)
            .ConfigureAwait(false);
        if (!deleted.IsOk) return deleted;
        // Without the rule, no run meets it any more. If this fails, the ends of the runs remove what is left.
        foreach (var few in Met(engine.State, ruleId).ToList().Chunk(RemovedPerCommit))
            await facts.Commit<int>((state, _) => new Decision<TrackingFact, int>(
                [.. few.Where(key => state.MetricRuleStates.Find(key) is not null)
                    .Select(key => new TrackingFact.RemoveMetricRuleState(key))], [], 0), CancellationToken.None)
                .ConfigureAwait(false);
        return deleted;
    }

    public ValueTask<StoreOutcome<Page<MetricRule>>> ListRules(
        ExperimentId? experimentId, RunId? runId, PageRequest page, IReadOnlySet<ExperimentId>? visibleIn = null,
        CancellationToken cancel = default) =>
        engine.Read(state =>
        {
            var rules = experimentId is { } inExperiment ? state.MetricRules.In(inExperiment) : state.MetricRules.All;
            if (visibleIn is not null) rules = rules.Where(rule => visibleIn.Contains(rule.ExperimentId));
            if (runId is { } ofRun)
            {
                var found = state.Runs.Find(ofRun)?.ExperimentId;
                rules = rules.Where(rule => rule.ExperimentId == found && rule.AppliesTo(ofRun));
            }

            return SortedPage.From(rules, OldestFirst, page, "metric rules", experimentId?.Value, runId?.Value);
        });

    public async ValueTask<int> ReportSilentRuns(CancellationToken cancel = default)
    {
        // Looks for them on this thread, so that writes do not wait for it.
        var state = engine.State;
        if (!state.MetricRules.All.Any(rule => rule.Type == MetricRuleType.NoPoint)) return 0;
        var now = engine.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var silent = state.ActiveRuns().Select(run => run.RunId)
            .Where(runId => state.Runs.ExperimentOf(runId) is { } experimentId
                && state.MetricRules.SilentAt(state, runId, experimentId, now).Any()).ToList();
        var reported = 0;
        foreach (var few in silent.Chunk(ReportedPerCommit))
            reported += (await facts.Commit<int>((current, time) => Report(current, few, time), cancel)
                .ConfigureAwait(false)).Value;
        return reported;
    }

    private static IEnumerable<string> Met(TrackingState state, MetricRuleId ruleId) =>
        state.MetricRuleStates.All.Where(met => met.RuleId == ruleId).Select(met => met.Key);

    private static Decision<TrackingFact, int> Report(TrackingState state, IReadOnlyList<RunId> runs, long now)
    {
        List<TrackingFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var runId in runs)
        {
            if (state.LoadIdle(runId)?.Run is not { LifecycleStage: Contracts.LifecycleStage.Active } run) continue;
            foreach (var rule in state.MetricRules.SilentAt(state, runId, run.ExperimentId, now))
            {
                var (met, report) = MetricRuleCheck.Silent(rule, run);
                facts.Add(new TrackingFact.PutMetricRuleState(met));
                events.Add(report);
            }
        }

        return new Decision<TrackingFact, int>(facts, events, facts.Count);
    }
}
