using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.LoggedModels;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private static readonly TimeSpan RoomWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RoomLook = TimeSpan.FromMilliseconds(20);

    /// <summary>Points of batches on their way through the queue, which have their place among those pending.</summary>
    private long admitted;

    public async ValueTask<StoreOutcome<Done>> Log(string runId, RunBatch batch, CancellationToken cancel = default)
    {
        if (RunRules.Check(batch) is { } problem) return problem;
        if (batch.Metrics is not { Count: > 0 and var count } metrics)
            return await Log(runId, batch, null, cancel).ConfigureAwait(false);
        await Admit(count, cancel).ConfigureAwait(false);
        try
        {
            return await Log(runId, batch, PointBatch.Of(runId, metrics), cancel).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Add(ref admitted, -count);
        }
    }

    public ValueTask<StoreOutcome<Done>> ChangeTag(
        string runId, string key, Func<string?, StoreOutcome<string>> decide, CancellationToken cancel = default) =>
        engine.Commit<Done>((state, change) =>
        {
            if (state.Runs.Find(runId) is not { } run) return NoRun(runId);
            var decided = decide(run.Tags.GetValueOrDefault(key));
            if (!decided.IsOk) return decided.Problem;
            var batch = new RunBatch(Tags: new Dictionary<string, string> { [key] = decided.Value });
            return RunRules.Check(batch) is { } problem ? problem : Log(state, change, runId, batch, null);
        }, cancel);

    private ValueTask<StoreOutcome<Done>> Log(
        string runId, RunBatch batch, PointBatch? points, CancellationToken cancel) =>
        engine.Commit<Done>((state, change) => Log(state, change, runId, batch, points), cancel);

    private static StoreOutcome<Done> Log(
        TrackingState state, Change change, string runId, RunBatch batch, PointBatch? points)
    {
        if (state.Runs.Find(runId) is not { } run) return NoRun(runId);
        if (run.LifecycleStage == LifecycleStage.Deleted) return RunIsDeleted(run);
        if ((Conflict(run, batch.Params) ?? TooMany(state, run, batch, points)) is { } refused) return refused;
        if (batch.ModelMetrics.Count > 0
            && LoggedModelMetrics.Log(state, change, runId, batch.ModelMetrics) is { } unmeasured)
            return unmeasured;
        if (points is not null) change.Points(points.Encoded, () => state.Append(points));
        var added = batch.Params?.Where(param => !run.Params.ContainsKey(param.Key)).ToDictionary();
        if (added is { Count: > 0 } || batch.Tags is { Count: > 0 })
        {
            var patch = new RunPatch(runId, change.Now, added, batch.Tags);
            change.Patch(state.Runs, patch, () => state.Runs.Patch(patch));
        }

        return default(Done);
    }

    /// <summary>
    /// Where points come faster than they go into segments, who brings more waits a little, and is then refused.
    /// </summary>
    private async ValueTask Admit(int count, CancellationToken cancel)
    {
        if (TryAdmit(count)) return;
        var since = engine.Time.GetTimestamp();
        do
        {
            if (engine.Time.GetElapsedTime(since) > RoomWait) throw NoRoomForPoints();
            await Task.Delay(RoomLook, engine.Time, cancel).ConfigureAwait(false);
        }
        while (!TryAdmit(count));
    }

    private Exception NoRoomForPoints() => engine.Checkpoints.Failure is StorageFullException full
        ? new StorageFullException(full.Message, full)
        : new StorageBusyException(
            $"{engine.Options.PendingPoints} points wait for a checkpoint, the limit; log more when it is through.");

    private bool TryAdmit(int count)
    {
        var before = Interlocked.Add(ref admitted, count) - count;
        if (before + engine.State.Points.Pending < engine.Options.PendingPoints) return true;
        Interlocked.Add(ref admitted, -count);
        return false;
    }

    private static StoreProblem? Conflict(Run run, IReadOnlyDictionary<string, string>? values)
    {
        foreach (var (key, value) in values ?? new Dictionary<string, string>())
        {
            if (run.Params.TryGetValue(key, out var old) && old != value)
            {
                return StoreProblem.Conflict(
                    ProblemCodes.ParamImmutable,
                    // MLflow's clients look for the first phrases.
                    $"Changing param values is not allowed. Param with key='{key}' was already logged with " +
                    $"value='{TextRules.Shown(old)}' for run ID='{run.RunId}'. Attempted logging new value " +
                    $"'{TextRules.Shown(value)}'. Log a param of another name, or start a new run.");
            }
        }

        return null;
    }

    private static StoreProblem? TooMany(TrackingState state, Run run, RunBatch batch, PointBatch? points)
    {
        if (run.Params.Count + (batch.Params?.Count ?? 0) is var count && count > Limits.ParamsMax
            && run.Params.Count + batch.Params!.Count(param => !run.Params.ContainsKey(param.Key)) > Limits.ParamsMax)
            return Over($"The run would have more than {Limits.ParamsMax} params, the limit.");
        if (batch.Tags is { } tags && run.Tags.Count + tags.Count > Limits.TagsMax
            && run.Tags.Count + tags.Count(tag => !run.Tags.ContainsKey(tag.Key)) > Limits.TagsMax)
            return Over($"The run would have more than {Limits.TagsMax} tags, the limit.");
        if (points is null) return null;
        var series = state.Points.Find(run.RunId);
        var known = series?.Count ?? 0;
        return known + points.Keys.Count > Limits.MetricKeysMax
            && known + points.Keys.Count(key => series?.Find(key.Key) is null) > Limits.MetricKeysMax
            ? Over($"The run would have more than {Limits.MetricKeysMax} metrics, the limit.")
            : null;
    }

    private static StoreProblem Over(string message) => StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
