using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    public ValueTask<StoreOutcome<Run>> StartRun(NewRun run, CancellationToken cancel = default)
    {
        if (RunRules.Check(run) is { } problem) return new(problem);
        var runId = entropy.NextId();
        var name = run.Name is { Length: > 0 } given
            ? given
            : run.Tags?.GetValueOrDefault(TagNames.RunName) ?? RunNames.Next(entropy);
        var own = new Dictionary<string, string?>(WithNote(run.Tags!, run.Note) ?? new Dictionary<string, string?>())
        {
            [TagNames.RunName] = name,
        };
        if (run.ParentRunId is not null) own[TagNames.ParentRunId] = run.ParentRunId;
        var tags = TextMap.Apply(new Dictionary<string, string>(), own);
        if (tags.Problem is { } tooMany) return new(tooMany);
        return engine.Commit<Run>((state, change) =>
        {
            if (state.Experiments.Find(run.ExperimentId) is not { } experiment)
                return NoExperiment($"with id '{TextRules.Shown(run.ExperimentId)}'");
            if (experiment.LifecycleStage == LifecycleStage.Deleted) return ExperimentIsDeleted(run.ExperimentId);
            if (run.ParentRunId is { } parent && state.Runs.Find(parent) is null) return NoRun(parent);
            var started = new Run
            {
                RunId = runId,
                ExperimentId = run.ExperimentId,
                Name = name,
                Status = run.Status,
                StartTime = run.StartTime ?? change.Now,
                UserId = run.UserId,
                ArtifactUri = ArtifactUriOf(experiment, runId),
                Params = TextMap.Of(run.Params),
                Tags = tags.Value,
                LastUpdateTime = change.Now,
            };
            change.Put(state.Runs, started);
            change.Event(state, PendingEvent.Of(new RunStarted(runId, run.ExperimentId, name)));
            return started;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Run>> GetRun(string runId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Runs.Find(runId);
        if (found is not null) found = state.Runs.WithMetrics(found);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? NoRun(runId) : found;
    }

    public ValueTask<StoreOutcome<Run>> UpdateRun(string runId, RunChange update, CancellationToken cancel = default)
    {
        if (RunRules.Check(update) is { } problem) return new(problem);
        return engine.Commit<Run>((state, change) =>
        {
            if (state.Runs.Find(runId) is not { } before) return NoRun(runId);
            if (before.LifecycleStage == LifecycleStage.Deleted) return RunIsDeleted(before);
            var wanted = WithNote(update.Tags, update.Note);
            if (update.Name is { } name)
            {
                wanted = new Dictionary<string, string?>(wanted ?? new Dictionary<string, string?>())
                {
                    [TagNames.RunName] = name,
                };
            }

            var tags = TextMap.Apply(before.Tags, wanted);
            if (tags.Problem is { } tooMany) return tooMany;
            var status = update.Status ?? before.Status;
            var after = before with
            {
                Name = tags.Value.GetValueOrDefault(TagNames.RunName) ?? before.Name,
                Status = status,
                EndTime = update.EndTime ?? EndTime(before, status, update.Status is not null, change.Now),
                Tags = tags.Value,
                LastUpdateTime = change.Now,
            };
            change.Put(state.Runs, after);
            if (Happened(before, after) is { } happened) change.Event(state, PendingEvent.Of(happened));
            return state.Runs.WithMetrics(after);
        }, cancel);
    }

    public ValueTask<StoreOutcome<Run>> DeleteRun(string runId, CancellationToken cancel = default) =>
        Move(runId, LifecycleStage.Deleted, cancel);

    public ValueTask<StoreOutcome<Run>> RestoreRun(string runId, CancellationToken cancel = default) =>
        Move(runId, LifecycleStage.Active, cancel);

    public ValueTask<StoreOutcome<Run>> LinkModelVersion(
        string runId, string modelName, int version, CancellationToken cancel = default) =>
        engine.Commit<Run>((state, change) =>
        {
            if (state.Runs.Find(runId) is not { } run) return NoRun(runId);
            var mark = $"{modelName}/{version}";
            if (run.ModelVersions.Contains(mark)) return state.Runs.WithMetrics(run);
            var marked = run with { ModelVersions = [.. run.ModelVersions, mark], LastUpdateTime = change.Now };
            change.Put(state.Runs, marked);
            change.Event(state, PendingEvent.Of(
                new RunLinkedToVersion(runId, modelName, version, run.Status, run.LifecycleStage)));
            return state.Runs.WithMetrics(marked);
        }, cancel);

    public ValueTask<StoreOutcome<Run>> UnlinkModelVersion(
        string runId, string modelName, int version, CancellationToken cancel = default) =>
        engine.Commit<Run>((state, change) =>
        {
            if (state.Runs.Find(runId) is not { } run) return NoRun(runId);
            var mark = $"{modelName}/{version}";
            if (!run.ModelVersions.Contains(mark)) return state.Runs.WithMetrics(run);
            var unmarked = run with
            {
                ModelVersions = [.. run.ModelVersions.Where(one => one != mark)], LastUpdateTime = change.Now,
            };
            change.Put(state.Runs, unmarked);
            return state.Runs.WithMetrics(unmarked);
        }, cancel);

    private ValueTask<StoreOutcome<Run>> Move(
        string runId, LifecycleStage stage, CancellationToken cancel) =>
        engine.Commit<Run>((state, change) =>
        {
            if (state.Runs.Find(runId) is not { } run) return NoRun(runId);
            if (run.LifecycleStage == stage) return state.Runs.WithMetrics(run);
            Move(state, change, run, stage);
            change.Event(state, PendingEvent.Of(Moved(run, stage)));
            return state.Runs.WithMetrics(run with { LifecycleStage = stage, LastUpdateTime = change.Now });
        }, cancel);

    /// <summary>Below the experiment's location; what follows a <c>?</c> in it stays last.</summary>
    private static string ArtifactUriOf(Experiment experiment, string runId)
    {
        var location = experiment.ArtifactLocation;
        var query = location.Contains("://", StringComparison.Ordinal) ? location.IndexOf('?') : -1;
        var (path, rest) = query < 0 ? (location, "") : (location[..query], location[query..]);
        return $"{path.TrimEnd('/')}/{runId}/artifacts{rest}";
    }

    private static void Move(TrackingState state, Change change, Run run, LifecycleStage stage)
    {
        var patch = new RunPatch(run.RunId, change.Now, LifecycleStage: stage);
        change.Patch(state.Runs, patch, () => state.Runs.Patch(patch));
    }

    private static LifecycleEvent Moved(Run run, LifecycleStage stage) => stage == LifecycleStage.Deleted
        ? new RunDeleted(run.RunId, run.ExperimentId)
        : new RunRestored(run.RunId, run.ExperimentId, run.Status);

    /// <summary>A run that ends has an end; one that goes on has none.</summary>
    private static long? EndTime(Run before, RunStatus status, bool isGiven, long now)
    {
        if (!isGiven) return before.EndTime;
        return HasEnded(status) ? before.EndTime ?? Math.Max(now, before.StartTime) : null;
    }

    private static LifecycleEvent? Happened(Run before, Run after)
    {
        if (after.Status != before.Status && HasEnded(after.Status))
            return new RunEnded(after.RunId, after.ExperimentId, after.Status, after.EndTime);
        return after.Status != before.Status || after.Name != before.Name
            ? new RunUpdated(after.RunId, after.ExperimentId, after.Name, after.Status)
            : null;
    }

    private static bool HasEnded(RunStatus status) =>
        status is RunStatus.Completed or RunStatus.Failed or RunStatus.Killed;

    private static StoreProblem ExperimentIsDeleted(string experimentId) => StoreProblem.Conflict(
        ProblemCodes.ExperimentDeleted, $"The experiment '{experimentId}' is deleted; restore it first.");
}
