using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Rules;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to runs: pure functions of the loaded state, the request, the time and a new id.</summary>
public static class RunWrites
{
    private static readonly Dictionary<string, string> NoTags = [];
    private static readonly Dictionary<string, string?> NoChange = [];

    /// <summary>Checks a new run and completes its tags, which needs no loaded state.</summary>
    /// <param name="request">The run to start.</param>
    /// <param name="name">Its name, from <see cref="RunNames"/>.</param>
    public static StoreOutcome<NewRun> Prepare(NewRun request, string name)
    {
        if (RunRules.Check(request) is { } problem) return problem;
        var changes = new Dictionary<string, string?>(TagRules.WithNote(request.Tags!, request.Note) ?? NoChange)
        {
            [TagNames.RunName] = name,
        };
        if (request.ParentRunId is not null) changes[TagNames.ParentRunId] = request.ParentRunId;
        var tags = TagRules.ApplyInOrder(NoTags, changes);
        return tags.IsOk ? request with { Name = name, Tags = tags.Value } : tags.Problem;
    }

    /// <param name="experiment">The experiment that the request names; null when there is none.</param>
    /// <param name="parent">The parent that the request names; null when there is none.</param>
    /// <param name="prepared">The result of <see cref="Prepare"/>.</param>
    /// <param name="id">The run's id.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="limit">The limit on running runs; null for none, and for a run that is not running.</param>
    /// <param name="active">The number of running runs; one more than the limit if there are even more.</param>
    /// <param name="overQuota">Why the workspace can't have another run; null when it can.</param>
    public static StoreOutcome<Decision<TrackingFact, Run>> Start(
        Experiment? experiment, Run? parent, NewRun prepared, RunId id, long now, CountLimit? limit = null,
        int active = 0, StoreProblem? overQuota = null)
    {
        if (ExperimentWrites.RequireActive(experiment, prepared.ExperimentId) is { } refused) return refused;
        if (prepared.ParentRunId is { } parentId && parent is null) return NotFound(parentId);
        if (overQuota is not null) return overQuota;
        if (limit?.Check(active) is { } tooMany) return tooMany;
        var started = new Run
        {
            RunId = id,
            ExperimentId = prepared.ExperimentId,
            Name = prepared.Name!,
            Status = prepared.Status,
            ExperimentMoves = experiment!.Moves,
            StartTime = prepared.StartTime ?? now,
            UserId = prepared.UserId,
            ArtifactUri = ArtifactLocations.ForRun(experiment.ArtifactLocation, id),
            Params = prepared.Params ?? NoTags,
            Tags = prepared.Tags!,
            LastUpdateTime = now,
        };
        return new Decision<TrackingFact, Run>(
            [new TrackingFact.PutRun(started)],
            [
                new RunStarted(id, started.ExperimentId, started.Name),
                .. limit?.GetEvents(active, "runs") ?? [],
            ],
            started)
        {
            Warning = limit?.GetWarning(active),
        };
    }

    /// <param name="before">The run; null when none has the id.</param>
    /// <param name="id">The run's id.</param>
    /// <param name="change">The change.</param>
    /// <param name="revives">Whether a run that was ended because it was stale counts as running.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="limit">The limit on running runs, for a scheduled one that begins; null for none.</param>
    /// <param name="active">The number of running runs.</param>
    public static StoreOutcome<Decision<TrackingFact, Run>> Update(
        Run? before, RunId id, RunChange change, bool revives, long now, CountLimit? limit = null, int active = 0)
    {
        if (RunRules.Check(change) is { } problem) return problem;
        if (before is null) return NotFound(id);
        if (RequireActive(before) is { } refused) return refused;
        if (revives && change.Status is not null && StaleRunWrites.WasEnded(before))
            before = StaleRunWrites.Undo(before);
        if (change.KeepsEnd && HasEnded(before.Status))
        {
            if (change.EndTime is null) return Decision<TrackingFact, Run>.Unchanged(before);
            change = change with { Status = before.Status };
        }

        var wanted = TagRules.WithNote(change.Tags, change.Note);
        if (change.Name is not null)
            wanted = new Dictionary<string, string?>(wanted ?? NoChange) { [TagNames.RunName] = change.Name };
        var tags = TagRules.ApplyInOrder(before.Tags, wanted);
        if (!tags.IsOk) return tags.Problem;
        var status = change.Status ?? before.Status;
        if (before.Status != RunStatus.Scheduled || status != RunStatus.Running) limit = null;
        if (limit?.Check(active) is { } tooMany) return tooMany;
        if (status != before.Status) tags = tags.Value.Where(tag => tag.Key != TagNames.EndReason).ToDictionary();
        var after = before with
        {
            Name = tags.Value.GetValueOrDefault(TagNames.RunName) ?? before.Name,
            Status = status,
            EndTime = change.EndTime ?? (change.Status is null ? before.EndTime : EndTime(before, status, now)),
            Tags = tags.Value,
            LastUpdateTime = now,
        };
        var decided = Put(after, GetEvent(before, after));
        return limit is null
            ? decided
            : decided with
            {
                Events = [.. decided.Events, .. limit.GetEvents(active, "runs")], Warning = limit.GetWarning(active),
            };
    }

    /// <summary>
    /// Returns a stored run in its lifecycle stage. When its experiment was deleted or restored after the run last
    /// changed, it has the stage of the experiment, so those change no run, however many there are.
    /// </summary>
    public static Run InStage(Run run, Experiment? experiment) =>
        experiment is null || experiment.Moves == run.ExperimentMoves
            ? run
            : run with { LifecycleStage = experiment.LifecycleStage, ExperimentMoves = experiment.Moves };

    /// <summary>Deletes a run, unless it or its experiment is on hold; repeating it changes nothing.</summary>
    public static StoreOutcome<Decision<TrackingFact, Run>> Delete(Run? run, RunId id, Hold? hold, long now) =>
        run is not null && hold is not null
            ? new OnHold(hold)
            : Move(run, id, LifecycleStage.Deleted, now);

    /// <summary>Restores a run; repeating it changes nothing.</summary>
    public static StoreOutcome<Decision<TrackingFact, Run>> Restore(Run? run, RunId id, long now) =>
        Move(run, id, LifecycleStage.Active, now);

    private static StoreOutcome<Decision<TrackingFact, Run>> Move(Run? run, RunId id, LifecycleStage stage, long now)
    {
        if (run is null) return NotFound(id);
        return run.LifecycleStage == stage
            ? Decision<TrackingFact, Run>.Unchanged(run)
            : new Decision<TrackingFact, Run>(
                [new TrackingFact.PatchRun(new RunPatch(id, now, LifecycleStage: stage))], [Moved(run, stage)],
                run with { LifecycleStage = stage, LastUpdateTime = now });
    }

    /// <summary>No run has the id.</summary>
    public static StoreProblem NotFound(RunId id) => new RunMissing(id);

    /// <summary>The run did not exist at a time, in Unix milliseconds.</summary>
    public static StoreProblem NotFoundAt(RunId id, long time) => StoreProblem.NotFound(
        ProblemCodes.RunNotFound, $"The run '{id}' did not exist at {PastTime.Format(time)}.");

    /// <summary>Returns a problem when a run is deleted, so that it can't change. An ended run can.</summary>
    public static StoreProblem? RequireActive(Run run) =>
        run.LifecycleStage == LifecycleStage.Deleted ? new RunInactive(run.RunId) : null;

    internal static LifecycleEvent Moved(Run run, LifecycleStage stage) => stage == LifecycleStage.Deleted
        ? new RunDeleted(run.RunId, run.ExperimentId)
        : new RunRestored(run.RunId, run.ExperimentId, run.Status);

    /// <summary>Returns the end time: an ended run has one, a run that has not ended has none.</summary>
    private static long? EndTime(Run before, RunStatus status, long now) =>
        HasEnded(status) ? before.EndTime ?? Math.Max(now, before.StartTime) : null;

    private static LifecycleEvent? GetEvent(Run before, Run after)
    {
        if (after.Status != before.Status && HasEnded(after.Status))
            return new RunEnded(after.RunId, after.ExperimentId, after.Status, after.EndTime);
        return after.Status != before.Status || after.Name != before.Name
            ? new RunUpdated(after.RunId, after.ExperimentId, after.Name, after.Status)
            : null;
    }

    /// <summary>Whether a status ends a run.</summary>
    public static bool HasEnded(RunStatus status) =>
        status is RunStatus.Completed or RunStatus.Failed or RunStatus.Killed;

    internal static Decision<TrackingFact, Run> Put(Run run, LifecycleEvent? lifecycleEvent) =>
        new([new TrackingFact.PutRun(run)], lifecycleEvent is null ? [] : [lifecycleEvent], run);
}
