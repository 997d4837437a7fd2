using Tauro.Contracts.Experiments;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Writes decided facts about experiments, runs and logged models.</summary>
internal static class TrackingFactWriter
{
    // Points are written as such.
    private static readonly IReadOnlyDictionary<string, LatestMetric> NoMetrics = OrdinalMap<LatestMetric>.Empty;

    public static void Write(TrackingState state, Change change, TrackingFact fact)
    {
        switch (fact)
        {
            case TrackingFact.PutExperiment put: change.Put(state.Experiments, Compact(put.Experiment)); break;
            case TrackingFact.PutRun put: change.Put(state.Runs, Compact(put.Run)); break;
            case TrackingFact.PatchRun(var patch):
                var patched = state.Runs.Find(patch.RunId);
                if (patched is not null) TrackingTrail.Add(change, state.Runs, patched, patch);
                change.Patch(state.Runs, patch, () => state.Runs.Patch(patch, patched));
                break;
            case TrackingFact.AddPoints(var points):
                var run = state.Runs.Find(points.RunId);
                var now = change.Now;
                change.AddPoints(points.Encoded, () => state.Append(points, run, now));
                break;
            case TrackingFact.PutDataset put: change.Put(state.Datasets, put.Dataset); break;
            case TrackingFact.PutInputs put:
                change.Put(state.Inputs, put.Inputs);
                state.AddWrite(change, put.Inputs.RunId);
                break;
            case TrackingFact.PutMetricRule put: change.Put(state.MetricRules, put.Rule); break;
            case TrackingFact.RemoveMetricRule remove: change.Remove(state.MetricRules, remove.RuleId); break;
            case TrackingFact.PutMetricRuleState put: change.Put(state.MetricRuleStates, put.State); break;
            case TrackingFact.RemoveMetricRuleState remove:
                change.Remove(state.MetricRuleStates, remove.Key);
                break;
            case TrackingFact.PutLoggedModel put: change.Put(state.LoggedModels, Compact(put.Model)); break;
            case TrackingFact.PutLoggedModelMetric put: change.Put(state.LoggedModelMetrics, put.Metric); break;
            case TrackingFact.RemoveLoggedModelMetric remove:
                change.Remove(state.LoggedModelMetrics, remove.Key);
                break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    /// <summary>Converts a document to its compact form in memory.</summary>
    private static Experiment Compact(Experiment experiment) =>
        experiment with { Tags = StringMap.From(experiment.Tags) };

    /// <inheritdoc cref="Compact(Experiment)"/>
    private static Run Compact(Run run) =>
        run with { Params = StringMap.From(run.Params), Tags = StringMap.From(run.Tags), Metrics = NoMetrics };

    /// <inheritdoc cref="Compact(Experiment)"/>
    private static LoggedModel Compact(LoggedModel model) =>
        model with { Params = StringMap.From(model.Params), Tags = StringMap.From(model.Tags) };
}
