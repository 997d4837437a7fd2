using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Purges;

/// <summary>
/// Enumerates what is left of a run or an experiment that is purged. What refers to a document comes before it.
/// </summary>
internal static class PurgeContent
{
    /// <summary>Returns a run with its logged models, inputs and artifacts.</summary>
    public static IEnumerable<PurgedDocument> From(
        TrackingState state, RunId runId, ExperimentId experimentId, string artifactUri)
    {
        var models = state.LoggedModels.MadeBy(runId).Where(model => model.ExperimentId == experimentId)
            .SelectMany(model => From(state, model));
        foreach (var document in models.Concat(Files(state, artifactUri))) yield return document;
        if (state.Inputs.Find(runId) is not null) yield return new PurgedDocument(PurgedKind.RunInputs, runId);
        yield return new PurgedDocument(PurgedKind.Run, runId);
    }

    /// <summary>Returns an experiment with everything in it, each run and each trace as a unit.</summary>
    public static IEnumerable<IEnumerable<PurgedDocument>> From(TrackingState state, Experiment experiment)
    {
        var id = experiment.ExperimentId;
        foreach (var run in state.Runs.IdsIn(id))
            yield return From(state, run, id, ArtifactLocations.ForRun(experiment.ArtifactLocation, run));
        foreach (var model in state.LoggedModels.In(id)) yield return From(state, model);
        foreach (var trace in state.Traces.In(id)) yield return From(state, trace, experiment);
        yield return Others(state, experiment);
    }

    private static IEnumerable<PurgedDocument> From(TrackingState state, LoggedModel model) =>
        Files(state, model.ArtifactUri)
            .Concat(Keys(PurgedKind.LoggedModelMetric, state.LoggedModelMetrics, model.ModelId))
            .Append(new PurgedDocument(PurgedKind.LoggedModel, model.ModelId));

    // Its artifacts are not looked for where its tag says, which clients may change.
    private static IEnumerable<PurgedDocument> From(TrackingState state, Trace trace, Experiment experiment) =>
        Files(state, $"{experiment.ArtifactLocation}/traces/{trace.TraceId}/artifacts")
            .Concat(Keys(PurgedKind.Span, state.Spans, trace.TraceId))
            .Concat(Keys(PurgedKind.Assessment, state.Assessments, trace.TraceId))
            .Concat(state.ReviewItems.With(trace.TraceId)
                .Select(item => new PurgedDocument(PurgedKind.ReviewItem, state.ReviewItems.KeyOf(item))))
            .Append(new PurgedDocument(PurgedKind.Trace, trace.TraceId));

    private static IEnumerable<PurgedDocument> Others(TrackingState state, Experiment experiment)
    {
        var id = experiment.ExperimentId;
        return Keys(PurgedKind.Dataset, state.Datasets, id)
            .Concat(Keys(PurgedKind.Issue, state.Issues, id))
            .Concat(Keys(PurgedKind.ReviewQueue, state.ReviewQueues, id))
            .Concat(Keys(PurgedKind.LabelSchema, state.LabelSchemas, id))
            .Concat(state.Scorers.In(id).Where(scorer => state.OnlineScorings.Find(scorer.ScorerId) is not null)
                .Select(scorer => new PurgedDocument(PurgedKind.OnlineScoring, scorer.ScorerId)))
            .Concat(Keys(PurgedKind.Scorer, state.Scorers, id))
            .Concat(OtherFiles(state, experiment))
            .Append(new PurgedDocument(PurgedKind.Experiment, id));
    }

    private static IEnumerable<PurgedDocument> Keys<T>(PurgedKind kind, GroupedTable<T> table, string group)
        where T : class => table.In(group).Select(document => new PurgedDocument(kind, table.KeyOf(document)));

    private static IEnumerable<PurgedDocument> Files(TrackingState state, string location) =>
        ArtifactLocations.TryGetPath(location, out var path) && !path.IsRoot
            ? state.Artifacts.Below(path)
                .Select(file => new PurgedDocument(PurgedKind.Artifact, file.Path, file.SizeBytes))
            : [];

    /// <summary>
    /// Returns all other files in the place of the experiment, if that is its own: not one that a client chose, and no
    /// client chose one below it for another experiment.
    /// </summary>
    private static IEnumerable<PurgedDocument> OtherFiles(TrackingState state, Experiment experiment)
    {
        var id = experiment.ExperimentId;
        return experiment.ArtifactLocation == ArtifactLocations.ForExperiment(id)
            && !state.Experiments.All.Any(other => other.ExperimentId != id
                && ArtifactLocations.TryGetPath(other.ArtifactLocation, out var path)
                && $"{path}/".StartsWith($"{id}/", StringComparison.Ordinal))
            ? Files(state, experiment.ArtifactLocation)
            : [];
    }
}
