using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to metric rules.</summary>
public static class MetricRuleWrites
{
    /// <param name="request">The rule.</param>
    /// <param name="id">Its id.</param>
    /// <param name="run">The run that it names; null for none.</param>
    /// <param name="experiment">The experiment that it names, or that of the run; null for none.</param>
    /// <param name="inExperiment">The number of rules of the experiment.</param>
    /// <param name="count">The number of all rules.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, MetricRule>> Create(
        NewMetricRule request, MetricRuleId id, Run? run, Experiment? experiment, int inExperiment, int count, long now)
    {
        if (request.RunId is { } runId)
        {
            if (run is null) return RunWrites.NotFound(runId);
            if (RunWrites.RequireActive(run) is { } deleted) return deleted;
        }

        var experimentId = run?.ExperimentId ?? request.ExperimentId!.Value;
        if (ExperimentWrites.RequireActive(experiment, experimentId) is { } refused) return refused;
        if (inExperiment >= Limits.MetricRulesPerExperimentMax)
            return OverLimit(
                $"The experiment has {Limits.MetricRulesPerExperimentMax} metric rules, with those on its runs, the "
                + "limit. Delete one.");
        if (count >= Limits.MetricRulesMax)
            return OverLimit($"There are {Limits.MetricRulesMax} metric rules, the limit. Delete one.");
        var rule = new MetricRule
        {
            RuleId = id,
            ExperimentId = experimentId,
            RunId = request.RunId,
            Metric = request.Metric,
            Type = request.Type,
            Operator = request.Operator,
            Value = request.Value,
            Points = request.Type == MetricRuleType.NoPoint ? null : request.Points ?? 1,
            Minutes = request.Minutes,
            Description = request.Description,
            CreationTime = now,
        };
        return new Decision<TrackingFact, MetricRule>(
            [new TrackingFact.PutMetricRule(rule)],
            [new MetricRuleCreated(id, experimentId, rule.RunId, rule.Condition)], rule);
    }

    /// <param name="rule">The rule; null when there is none.</param>
    /// <param name="id">Its id.</param>
    /// <param name="met">The keys of how runs meet it, which mean nothing without it.</param>
    public static StoreOutcome<Decision<TrackingFact, MetricRule>> Delete(
        MetricRule? rule, MetricRuleId id, IEnumerable<string> met) =>
        rule is null
            ? new MetricRuleMissing(id)
            : new Decision<TrackingFact, MetricRule>(
                [
                    new TrackingFact.RemoveMetricRule(id),
                    .. met.Select(key => new TrackingFact.RemoveMetricRuleState(key)),
                ],
                [new MetricRuleDeleted(id, rule.ExperimentId, rule.RunId, rule.Condition)], rule);

    private static StoreProblem OverLimit(string message) =>
        StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
