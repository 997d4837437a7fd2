using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides purges, in commits of bounded size. Each takes the next of what is left, so a commit depends on no position
/// that could be lost.
/// </summary>
public static class PurgeWrites
{
    /// <summary>Begins the purge of a run, and completes it if it is small.</summary>
    /// <param name="run">The run; null when none has the id.</param>
    /// <param name="underWay">The purge of the run or of its experiment that has begun; null for none.</param>
    /// <param name="version">A model version that was made from a logged model of the run; null for none.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="content">See <see cref="ContinueRun"/>.</param>
    /// <param name="limits">The limits of this commit.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<PurgeFact, Purge>> BeginRun(
        Run? run, Purge? underWay, string? version, RunId runId, IEnumerable<PurgedDocument> content,
        PurgeLimits limits, long now)
    {
        if (underWay is not null) return Decision<PurgeFact, Purge>.Unchanged(underWay);
        if (run is null) return RunWrites.NotFound(runId);
        if (run.LifecycleStage != LifecycleStage.Deleted)
            return new NotDeleted($"run '{runId}'", ProblemCodes.RunNotDeleted);
        if (run.ModelVersions.FirstOrDefault() is { } made) version = made;
        if (version is not null) return new InUseByVersion($"run '{runId}'", version);
        var purge = new Purge { ExperimentId = run.ExperimentId, RunId = runId, CreationTime = now };
        return ContinueRun(purge, content, limits);
    }

    /// <summary>Continues the purge of a run.</summary>
    /// <param name="purge">The purge.</param>
    /// <param name="content">What is left of the run, itself last; enumerated only as far as this commit goes.</param>
    /// <param name="limits">The limits of this commit.</param>
    public static Decision<PurgeFact, Purge> ContinueRun(
        Purge purge, IEnumerable<PurgedDocument> content, PurgeLimits limits) =>
        Continue(purge, [content], limits, done => [new PurgeFact.RemovePurge(done.Key)], done => new RunPurged(
            done.RunId!.Value, done.ExperimentId, done.LoggedModels, done.Artifacts, done.ArtifactBytes));

    /// <summary>Begins the purge of an experiment, and completes it if it is small.</summary>
    /// <param name="loaded">The experiment; null when none has the id.</param>
    /// <param name="underWay">The purge that has begun; null for none.</param>
    /// <param name="version">Finds a model version that was made from one of its runs or logged models.</param>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="limits">The limits of this commit.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<PurgeFact, Purge>> BeginExperiment(
        PurgedExperiment? loaded, Purge? underWay, Func<string?> version, ExperimentId experimentId,
        PurgeLimits limits, long now)
    {
        if (experimentId == ExperimentWrites.DefaultId) return ExperimentWrites.DefaultConflict("purged");
        if (loaded is null) return ExperimentWrites.NotFound(experimentId);
        if (underWay is not null) return Decision<PurgeFact, Purge>.Unchanged(underWay);
        if (loaded.Experiment.LifecycleStage != LifecycleStage.Deleted)
            return new NotDeleted($"experiment '{experimentId}'", ProblemCodes.ExperimentNotDeleted);
        if (version() is { } made) return new InUseByVersion($"experiment '{experimentId}'", made);
        return ContinueExperiment(new Purge { ExperimentId = experimentId, CreationTime = now }, loaded, limits);
    }

    /// <summary>Continues the purge of an experiment.</summary>
    public static Decision<PurgeFact, Purge> ContinueExperiment(
        Purge purge, PurgedExperiment loaded, PurgeLimits limits) =>
        Continue(purge, loaded.Content, limits, done => loaded.IsGreatest
            ? [.. loaded.Completed.Select(other => new PurgeFact.RemovePurge(other.Key)), new PurgeFact.PutPurge(done)]
            : [new PurgeFact.RemovePurge(done.Key)],
            done => new ExperimentPurged(
                done.ExperimentId, loaded.Experiment.Name, done.Runs, done.LoggedModels, done.Traces, done.Artifacts,
                done.ArtifactBytes));

    /// <param name="purge">The purge, as far as it is.</param>
    /// <param name="units">
    /// Documents that are removed together, unless there are more than a commit takes. They may repeat those of others.
    /// </param>
    /// <param name="limits">The limits of this commit.</param>
    /// <param name="end">The last facts of a completed purge.</param>
    /// <param name="createEvent">The event of a completed purge.</param>
    private static Decision<PurgeFact, Purge> Continue(
        Purge purge, IEnumerable<IEnumerable<PurgedDocument>> units, PurgeLimits limits,
        Func<Purge, IEnumerable<PurgeFact>> end, Func<Purge, LifecycleEvent> createEvent)
    {
        List<PurgedDocument> removed = [];
        HashSet<PurgedDocument> seen = [];
        var isComplete = true;
        foreach (var unit in units)
        {
            var all = unit.Where(seen.Add).Take(limits.DocumentsMax + 1).ToList();
            isComplete = removed.Count + all.Count <= limits.DocumentsMax;
            if (isComplete) removed.AddRange(all);
            else if (removed.Count == 0) removed = all[..limits.DocumentsMax];
            if (!isComplete) break;
        }

        foreach (var document in removed) purge = Count(purge, document);
        if (isComplete) purge = purge with { Status = PurgeStatus.Completed };
        List<PurgeFact> facts = [.. removed.Select(document => new PurgeFact.Remove(document.Kind, document.Key))];
        var paths = removed.Where(document => document.Kind == PurgedKind.Artifact).Select(file => file.Key).ToList();
        if (paths.Count > 0) facts.Add(new PurgeFact.PutDeletion(new StoredDeletion(limits.DeletionId, paths)));
        return isComplete
            ? new Decision<PurgeFact, Purge>([.. facts, .. end(purge)], [createEvent(purge)], purge)
            : new Decision<PurgeFact, Purge>([.. facts, new PurgeFact.PutPurge(purge)], [], purge);
    }

    private static Purge Count(Purge purge, PurgedDocument document) => document.Kind switch
    {
        PurgedKind.Run => purge with { Runs = purge.Runs + 1 },
        PurgedKind.LoggedModel => purge with { LoggedModels = purge.LoggedModels + 1 },
        PurgedKind.Trace => purge with { Traces = purge.Traces + 1 },
        PurgedKind.Artifact => purge with
        {
            Artifacts = purge.Artifacts + 1, ArtifactBytes = purge.ArtifactBytes + document.Bytes,
        },
        _ => purge,
    };
}
