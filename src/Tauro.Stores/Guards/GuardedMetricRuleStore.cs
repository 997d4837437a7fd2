using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.MetricRules;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation on metric rules whether the principal of the request may do it with their experiment.
/// What it may not see is reported as missing; what it may see but not do throws <see cref="AccessDeniedException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedMetricRuleStore(IMetricRuleStore store, ExperimentAccess access) : IMetricRuleStore
{
    public async ValueTask<StoreOutcome<MetricRule>> CreateRule(
        NewMetricRule rule, CancellationToken cancel = default)
    {
        if (rule.ExperimentId is { } experimentId && await HidesExperiment(experimentId, AccessAction.Update, cancel)
            .ConfigureAwait(false))
            return ExperimentWrites.NotFound(experimentId);
        return rule.RunId is { } runId
            && await access.HidesExperimentOf(runId, AccessAction.Update, cancel).ConfigureAwait(false)
                ? RunWrites.NotFound(runId)
                : await store.CreateRule(rule, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<MetricRule>> GetRule(
        MetricRuleId ruleId, CancellationToken cancel = default)
    {
        var found = await store.GetRule(ruleId, cancel).ConfigureAwait(false);
        return found.IsOk
            && await access.Hides(found.Value.ExperimentId, AccessAction.Read, ResourceType.Run, cancel)
                .ConfigureAwait(false)
                ? new MetricRuleMissing(ruleId)
                : found;
    }

    public async ValueTask<StoreOutcome<MetricRule>> DeleteRule(
        MetricRuleId ruleId, CancellationToken cancel = default)
    {
        var found = await store.GetRule(ruleId, cancel).ConfigureAwait(false);
        return found.IsOk
            && await HidesExperiment(found.Value.ExperimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? new MetricRuleMissing(ruleId)
            : await store.DeleteRule(ruleId, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Page<MetricRule>>> ListRules(
        ExperimentId? experimentId, RunId? runId, PageRequest page,
        IReadOnlySet<ExperimentId>? visibleIn = null, CancellationToken cancel = default) =>
        await store.ListRules(
            experimentId, runId, page,
            await access.FindVisible(ResourceType.Run, cancel).ConfigureAwait(false), cancel)
            .ConfigureAwait(false);

    public ValueTask<int> ReportSilentRuns(CancellationToken cancel = default) => store.ReportSilentRuns(cancel);

    private ValueTask<bool> HidesExperiment(ExperimentId experimentId, AccessAction action, CancellationToken cancel) =>
        access.Hides(experimentId, action, ResourceType.Experiment, cancel);
}
