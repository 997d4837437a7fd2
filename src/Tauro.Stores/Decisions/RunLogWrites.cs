using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes of params, tags and metrics to a run.</summary>
public static class RunLogWrites
{
    private static readonly Dictionary<LoggedModelId, MeasuredModel> NoModels = [];

    /// <summary>
    /// Logs the complete batch or nothing. Its points are passed on as they are: a backend drops those that it has.
    /// </summary>
    /// <param name="loaded">The run; null when none has the id.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="batch">The batch, already checked by <see cref="RunRules.Check(RunBatch)"/>.</param>
    /// <param name="points">Its metrics by key; null when it has none.</param>
    /// <param name="models">The logged models that its <see cref="RunBatch.ModelMetrics"/> name, by id.</param>
    /// <param name="revives">Whether a write revives a stale run.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Done>> Log(
        RunAggregate? loaded, RunId runId, RunBatch batch, PointBatch? points,
        IReadOnlyDictionary<LoggedModelId, MeasuredModel> models, bool revives, long now)
    {
        if (loaded is null) return RunWrites.NotFound(runId);
        var run = loaded.Run;
        if ((RunWrites.RequireActive(run) ?? Conflict(run, batch.Params) ?? TooMany(loaded, batch, points)) is
            { } refused) return refused;
        List<TrackingFact> facts = new(2);
        if (batch.ModelMetrics.Count > 0
            && LoggedModelMetricWrites.Add(models, runId, batch.ModelMetrics, facts) is { } metricProblem)
            return metricProblem;
        if (points is not null) facts.Add(new TrackingFact.AddPoints(points));
        var added = batch.Params?.Where(param => !run.Params.ContainsKey(param.Key)).ToDictionary();
        var isPatched = added is { Count: > 0 } || batch.Tags is { Count: > 0 };
        var isRevived = revives && (isPatched || facts.Count > 0) && StaleRunWrites.WasEnded(run);
        if (!isPatched && !isRevived) return new Decision<TrackingFact, Done>(facts, [], default);
        var patch = new RunPatch(runId, now, added, batch.Tags);
        facts.Add(new TrackingFact.PatchRun(isRevived ? StaleRunWrites.Revive(patch) : patch));
        IReadOnlyList<LifecycleEvent> events =
            isRevived ? [StaleRunWrites.Revived(run, batch.Tags?.GetValueOrDefault(TagNames.RunName))] : [];
        return new Decision<TrackingFact, Done>(facts, events, default);
    }

    /// <summary>Changes a tag that the service writes itself, and that may be longer than those of clients.</summary>
    /// <param name="run">The run; null when none has the id.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="key">The tag.</param>
    /// <param name="change">Computes the new value from the current one, null for none, or refuses.</param>
    /// <param name="revives">Whether a write revives a stale run.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Done>> ChangeTag(
        Run? run, RunId runId, string key, Func<string?, StoreOutcome<string>> change, bool revives, long now)
    {
        if (run is null) return RunWrites.NotFound(runId);
        var changed = change(run.Tags.GetValueOrDefault(key));
        if (!changed.IsOk) return changed.Problem;
        var batch = new RunBatch(Tags: new Dictionary<string, string> { [key] = changed.Value });
        return TagRules.Check(batch.Tags!, Limits.ListTagValueLengthMax) is { } problem
            ? problem
            : Log(new RunAggregate(run, 0, static _ => false), runId, batch, null, NoModels, revives, now);
    }

    private static ParamConflict? Conflict(Run run, IReadOnlyDictionary<string, string>? values)
    {
        if (values is null) return null;
        foreach (var (key, value) in values)
        {
            if (run.Params.TryGetValue(key, out var old) && old != value)
                return new ParamConflict("run", run.RunId, key, old, value);
        }

        return null;
    }

    private static StoreProblem? TooMany(RunAggregate loaded, RunBatch batch, PointBatch? points)
    {
        var run = loaded.Run;
        if (batch.Params is { } values && run.Params.Count + values.Count > Limits.ParamsMax
            && run.Params.Count + values.Count(param => !run.Params.ContainsKey(param.Key)) > Limits.ParamsMax)
            return Over(Limits.ParamsMax, "params");
        if (batch.Tags is { } tags && run.Tags.Count + tags.Count > Limits.TagsMax
            && run.Tags.Count + tags.Count(tag => !run.Tags.ContainsKey(tag.Key)) > Limits.TagsMax)
            return Over(Limits.TagsMax, "tags");
        return points is not null && loaded.MetricCount + points.Keys.Count > Limits.MetricKeysMax
            && loaded.MetricCount + points.Keys.Count(key => !loaded.HasMetric(key.Key)) > Limits.MetricKeysMax
            ? Over(Limits.MetricKeysMax, "metrics")
            : null;
    }

    private static StoreProblem Over(int max, string what) => StoreProblem.Invalid(
        ProblemCodes.LimitExceeded, $"The run would have more than {max} {what}, the limit.");
}
