using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.MetricRules;

/// <summary>
/// Rules on the metrics of running runs. The events of a rule are in the commit of the points that cause them. What
/// holds for durability, refusals and exceptions is as in <see cref="Runs.IRunStore"/>.
/// </summary>
public interface IMetricRuleStore
{
    /// <summary>Creates a rule. It applies to points that are logged later.</summary>
    ValueTask<StoreOutcome<MetricRule>> CreateRule(NewMetricRule rule, CancellationToken cancel = default);

    /// <summary>Gets a rule; <see cref="ProblemCodes.MetricRuleNotFound"/> for none.</summary>
    ValueTask<StoreOutcome<MetricRule>> GetRule(MetricRuleId ruleId, CancellationToken cancel = default);

    /// <summary>Deletes a rule; <see cref="ProblemCodes.MetricRuleNotFound"/> for none.</summary>
    ValueTask<StoreOutcome<MetricRule>> DeleteRule(MetricRuleId ruleId, CancellationToken cancel = default);

    /// <summary>Lists rules, the oldest first.</summary>
    /// <param name="experimentId">The experiment of the rules, including those on its runs; null for all.</param>
    /// <param name="runId">The run that the rules apply to; null for all.</param>
    /// <param name="page">The page.</param>
    /// <param name="visibleIn">
    /// The experiments whose rules the reader may see; null for all. Page tokens do not depend on it.
    /// </param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<StoreOutcome<Page<MetricRule>>> ListRules(
        ExperimentId? experimentId, RunId? runId, PageRequest page, IReadOnlySet<ExperimentId>? visibleIn = null,
        CancellationToken cancel = default);

    /// <summary>
    /// Reports the running runs that logged no point for as long as a rule says; returns how many it reported. A point
    /// counts at the time when it was logged; before the first one, the start of the run counts, the creation of the
    /// rule, or the start of the service.
    /// </summary>
    ValueTask<int> ReportSilentRuns(CancellationToken cancel = default);
}
