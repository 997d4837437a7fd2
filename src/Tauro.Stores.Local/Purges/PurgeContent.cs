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
/// <param name="state">The state.</param>
/// <param name="id">The experiment, or that of the run.</param>
internal sealed class PurgeContent(TrackingState state, ExperimentId id)
{
    /// <summary>The places in the store that clients chose for other experiments.</summary>
    private readonly Lazy<List<string>> chosen = new(() =>
    [
        .. state.Experiments.All
            .Where(other => other.ExperimentId != id
                && other.ArtifactLocation != ArtifactLocations.ForExperiment(other.ExperimentId))
            .Select(other => ArtifactLocations.TryGetPath(other.ArtifactLocation, out var path) ? path.Value : "")
            .Where(path => path.Length > 0),
    ]);

    /// <summary>Returns a run with its logged models, inputs and artifacts.</summary>
    public IEnumerable<PurgedDocument> From(RunId runId, string artifactUri)
    {
        var models = state.LoggedModels.MadeBy(runId).Where(model => model.ExperimentId == id).SelectMany(From);
        foreach (var document in models.Concat(Files(artifactUri))) yield return document;
        foreach (var rule in state.MetricRules.In(id).Where(rule => rule.RunId == runId))
            yield return new PurgedDocument(PurgedKind.MetricRule, rule.RuleId);
        foreach (var document in Keys(PurgedKind.MetricRuleState, state.MetricRuleStates, runId)) yield return document;
        if (state.Inputs.Find(runId) is not null) yield return new PurgedDocument(PurgedKind.RunInputs, runId);
        yield return new PurgedDocument(PurgedKind.Run, runId);
    }

    /// <summary>Returns an experiment with everything in it, each run and each trace as a unit.</summary>
    public IEnumerable<IEnumerable<PurgedDocument>> From(Experiment experiment)
    {
        foreach (var run in state.Runs.IdsIn(id))
            yield return From(run, ArtifactLocations.ForRun(experiment.ArtifactLocation, run));
        foreach (var model in state.LoggedModels.In(id)) yield return From(model);
        foreach (var trace in state.Traces.In(id)) yield return From(trace, experiment);
        yield return Others(experiment);
    }

    private IEnumerable<PurgedDocument> From(LoggedModel model) =>
        Files(model.ArtifactUri)
            .Concat(Keys(PurgedKind.LoggedModelMetric, state.LoggedModelMetrics, model.ModelId))
            .Append(new PurgedDocument(PurgedKind.LoggedModel, model.ModelId));

    // Its artifacts are not looked for where its tag says, which clients may change.
    private IEnumerable<PurgedDocument> From(Trace trace, Experiment experiment) =>
        Files($"{experiment.ArtifactLocation}/traces/{trace.TraceId}/artifacts")
            .Concat(Keys(PurgedKind.Span, state.Spans, trace.TraceId))
            .Concat(Keys(PurgedKind.Assessment, state.Assessments, trace.TraceId))
            .Concat(state.ReviewItems.With(trace.TraceId)
                .Select(item => new PurgedDocument(PurgedKind.ReviewItem, state.ReviewItems.KeyOf(item))))
            .Append(new PurgedDocument(PurgedKind.Trace, trace.TraceId));

    private IEnumerable<PurgedDocument> Others(Experiment experiment) =>
        Keys(PurgedKind.Dataset, state.Datasets, id)
            .Concat(Keys(PurgedKind.MetricRule, state.MetricRules, id))
            .Concat(Keys(PurgedKind.Issue, state.Issues, id))
            .Concat(Keys(PurgedKind.ReviewQueue, state.ReviewQueues, id))
            .Concat(Keys(PurgedKind.LabelSchema, state.LabelSchemas, id))
            .Concat(state.Scorers.In(id).Where(scorer => state.OnlineScorings.Find(scorer.ScorerId) is not null)
                .Select(scorer => new PurgedDocument(PurgedKind.OnlineScoring, scorer.ScorerId)))
            .Concat(Keys(PurgedKind.Scorer, state.Scorers, id))
            // Everything else in its place, unless a client chose that.
            .Concat(experiment.ArtifactLocation == ArtifactLocations.ForExperiment(id)
                ? Files(experiment.ArtifactLocation) : [])
            .Append(new PurgedDocument(PurgedKind.Experiment, id));

    private static IEnumerable<PurgedDocument> Keys<T>(PurgedKind kind, GroupedTable<T> table, string group)
        where T : class => table.In(group).Select(document => new PurgedDocument(kind, table.KeyOf(document)));

    /// <summary>
    /// Returns the files at a location, without those at a place below it that a client chose for another experiment.
    /// </summary>
    private IEnumerable<PurgedDocument> Files(string location)
    {
        if (!ArtifactLocations.TryGetPath(location, out var path) || path.IsRoot) return [];
        var others = chosen.Value.FindAll(other => IsIn(other, path.Value));
        return state.Artifacts.Below(path)
            .Where(file => !others.Exists(other => IsIn(file.Path, other)))
            .Select(file => new PurgedDocument(PurgedKind.Artifact, file.Path, file.SizeBytes));
    }

    /// <summary>Whether a path is that of a directory, or below it.</summary>
    private static bool IsIn(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal)
        && (path.Length == directory.Length || path[directory.Length] == '/');
}
