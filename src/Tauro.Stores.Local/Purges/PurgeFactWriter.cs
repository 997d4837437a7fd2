using Tauro.Stores.Decisions;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Purges;

/// <summary>Writes the facts of purges.</summary>
internal static class PurgeFactWriter
{
    public static void Write(TrackingState state, Change change, PurgeFact fact)
    {
        switch (fact)
        {
            case PurgeFact.Remove(var kind, var key): change.Remove(TableOf(state, kind), key, isPurged: true); break;
            case PurgeFact.PutDeletion put: change.Put(state.Deletions, put.Deletion); break;
            case PurgeFact.PutPurge put: change.Put(state.Purges, put.Purge); break;
            case PurgeFact.RemovePurge remove: change.Remove(state.Purges, remove.Key); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    private static DocumentTable TableOf(TrackingState state, PurgedKind kind) => kind switch
    {
        PurgedKind.Artifact => state.Artifacts,
        PurgedKind.Run => state.Runs,
        PurgedKind.RunInputs => state.Inputs,
        PurgedKind.MetricRule => state.MetricRules,
        PurgedKind.MetricRuleState => state.MetricRuleStates,
        PurgedKind.Dataset => state.Datasets,
        PurgedKind.LoggedModel => state.LoggedModels,
        PurgedKind.LoggedModelMetric => state.LoggedModelMetrics,
        PurgedKind.Trace => state.Traces,
        PurgedKind.Span => state.Spans,
        PurgedKind.Assessment => state.Assessments,
        PurgedKind.ReviewItem => state.ReviewItems,
        PurgedKind.ReviewQueue => state.ReviewQueues,
        PurgedKind.LabelSchema => state.LabelSchemas,
        PurgedKind.Issue => state.Issues,
        PurgedKind.Scorer => state.Scorers,
        PurgedKind.OnlineScoring => state.OnlineScorings,
        PurgedKind.Experiment => state.Experiments,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of document."),
    };
}
