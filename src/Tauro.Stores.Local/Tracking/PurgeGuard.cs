using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Refuses changes of what is being purged, whichever store decides them: a purge would remove them without notice.
/// </summary>
internal sealed class PurgeGuard(TrackingState state)
{
    private bool IsIdle => !state.Purges.All.Any(purge => purge.Status == PurgeStatus.Running);

    /// <summary>Returns a problem if a fact changes, or adds to, what is being purged.</summary>
    public StoreProblem? Check<TFact>(IReadOnlyList<TFact> facts) => facts.Count == 0 || IsIdle
        ? null
        : ProblemOf(facts.Select(fact => Find(fact)).FirstOrDefault(purge => purge is not null));

    /// <summary>
    /// Replaces the advice to restore what is deleted, or has a name, if that is being purged.
    /// </summary>
    public StoreProblem Explain(StoreProblem problem) => problem switch
    {
        RunInactive(var runId) => ProblemOf(Find(runId)),
        ExperimentInactive(var experimentId) => ProblemOf(Find(experimentId)),
        ExperimentNameTaken(var name, var holderId, IsDeleted: true) when Find(holderId) is not null =>
            new BeingPurged($"experiment '{holderId}', which has the name '{name}',"),
        _ => null,
    } ?? problem;

    /// <summary>
    /// Refuses the artifacts of a run and of logged models that are being purged, so that nothing new is made from
    /// those of them that are left.
    /// </summary>
    public StoreProblem? CheckReadable(ArtifactPath path) => IsIdle ? null : ProblemOf(FindOwner(path));

    private static BeingPurged? ProblemOf(Purge? purge) => purge is null ? null : BeingPurged.From(purge);

    private Purge? Find(object? fact) => fact switch
    {
        TrackingFact.PutExperiment(var experiment) => Find(experiment.ExperimentId),
        TrackingFact.PutRun(var run) => state.PurgeOf(run),
        TrackingFact.PatchRun(var patch) => Find(patch.RunId),
        TrackingFact.AddPoints(var points) => Find(points.RunId),
        TrackingFact.PutInputs(var inputs) => Find(inputs.RunId),
        TrackingFact.PutDataset(var dataset) => Find(dataset.ExperimentId),
        TrackingFact.PutLoggedModel(var model) => Find(model),
        TrackingFact.PutLoggedModelMetric(var metric) => Find(state.LoggedModels.Find(metric.ModelId)),
        TraceFact.PutTrace(var trace) => Find(trace.ExperimentId),
        TraceFact.PutAssessment(var assessment) => Find(state.Traces.Find(assessment.TraceId)),
        TraceFact.PutSpan(var span) => Find(state.Traces.Find(span.TraceId)),
        ScorerFact.PutVersion(var version) => Find(version.ExperimentId),
        ReviewFact.PutSchema(var schema) => Find(schema.ExperimentId),
        ReviewFact.PutQueue(var queue) => Find(queue.ExperimentId),
        Issue issue => Find(issue.ExperimentId),
        ArtifactFact.PutArtifact(var artifact) => FindPlace(artifact.Path),
        ArtifactFact.PutUpload(var upload) => FindPlace(upload.Path),
        _ => null,
    };

    private Purge? Find(ExperimentId experimentId) =>
        state.Purges.Find(Purge.KeyOf(experimentId)) is { Status: PurgeStatus.Running } purge ? purge : null;

    private Purge? Find(RunId runId) => state.Runs.Find(runId) is { } run ? state.PurgeOf(run) : null;

    private Purge? Find(LoggedModel? model) => model is null ? null
        : model.SourceRunId is { } runId && state.Purges.Find(Purge.KeyOf(runId)) is { } purge
            && purge.ExperimentId == model.ExperimentId ? purge
        : Find(model.ExperimentId);

    private Purge? Find(Trace? trace) => trace is null ? null : Find(trace.ExperimentId);

    /// <summary>Finds the purge that removes a new file.</summary>
    private Purge? FindPlace(string value)
    {
        if (!ArtifactPath.TryParse(value, out var path, out _)) return null;
        if (FindOwner(path) is { } purge) return purge;
        // A place below it that a client chose for another experiment stays.
        var experiment = state.Experiments.All.Where(experiment => IsAt(path, experiment.ArtifactLocation))
            .MaxBy(experiment => experiment.ArtifactLocation.Length);
        return experiment?.ArtifactLocation == ArtifactLocations.ForExperiment(experiment?.ExperimentId ?? default)
            ? Find(experiment!.ExperimentId)
            : null;
    }

    /// <summary>Finds the purge of the run, logged model or trace that has a file.</summary>
    private Purge? FindOwner(ArtifactPath path)
    {
        foreach (var folder in path.Value.Split('/'))
        {
            if (state.Runs.Find(new RunId(folder)) is { } run && IsAt(path, run.ArtifactUri)
                && state.PurgeOf(run) is { } purge) return purge;
            if (state.LoggedModels.Find(new LoggedModelId(folder)) is { } model && IsAt(path, model.ArtifactUri)
                && Find(model) is { } other) return other;
            if (state.Traces.Find(new TraceId(folder)) is { } trace && Find(trace) is { } all
                && state.Experiments.Find(trace.ExperimentId) is { } experiment
                && IsAt(path, $"{experiment.ArtifactLocation}/traces/{folder}/artifacts")) return all;
        }

        return null;
    }

    private static bool IsAt(ArtifactPath path, string location) => ArtifactLocations.TryGetPath(location, out var root)
        && $"{path}/".StartsWith($"{root}/", StringComparison.Ordinal);
}
