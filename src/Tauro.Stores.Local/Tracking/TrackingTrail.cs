using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// The rules by which the trail records the tables of tracking. Points, spans and logged traces are not in it, and
/// neither are the records of datasets: each of their changes is a new digest of the dataset.
/// </summary>
internal static class TrackingTrail
{
    public static TrailRule<Experiment> Experiments { get; } =
        new("experiment", experiment => $"experiments/{experiment.ExperimentId}") { KeepsLargeValues = true };

    /// <summary>Metrics have their own times, so the latest ones are not recorded.</summary>
    public static TrailRule<Run> Runs { get; } = new(
        "run", run => $"runs/{run.RunId}",
        run => run.Metrics.Count == 0 ? run : run with { Metrics = OrdinalMap<LatestMetric>.Empty })
    {
        KeepsLargeValues = true,
    };

    public static TrailRule<StoredDataset> Datasets { get; } = new("dataset", dataset =>
        $"experiments/{dataset.ExperimentId}/datasets/{dataset.Dataset.Name}/{dataset.Dataset.Digest}");

    public static TrailRule<StoredInputs> Inputs { get; } = new("run_inputs", inputs => $"runs/{inputs.RunId}/inputs");

    public static TrailRule<MetricRule> MetricRules { get; } =
        new("metric_rule", rule => $"metric-rules/{rule.RuleId}");

    public static TrailRule<LoggedModel> LoggedModels { get; } =
        new("logged_model", model => $"logged-models/{model.ModelId}");

    public static TrailRule<Trace> Traces { get; } =
        new("trace", trace => $"traces/{trace.TraceId}") { OnlyRemovals = true };

    public static TrailRule<Assessment> Assessments { get; } = new(
        "assessment", assessment => $"traces/{assessment.TraceId}/assessments/{assessment.AssessmentId}");

    public static TrailRule<EvaluationDataset> EvaluationDatasets { get; } =
        new("evaluation_dataset", dataset => $"evaluation-datasets/{dataset.DatasetId}");

    public static TrailRule<ScorerVersion> Scorers { get; } = new("scorer", version =>
        $"experiments/{version.ExperimentId}/scorers/{version.Name}/versions/{version.Version}");

    public static TrailRule<OnlineScoring> OnlineScorings { get; } =
        new("online_scoring", scoring => $"scorers/{scoring.ScorerId}/online-scoring");

    public static TrailRule<Issue> Issues { get; } = new("issue", issue => $"issues/{issue.IssueId}");

    public static TrailRule<LabelSchema> LabelSchemas { get; } =
        new("label_schema", schema => $"label-schemas/{schema.SchemaId}");

    public static TrailRule<ReviewQueue> ReviewQueues { get; } =
        new("review_queue", queue => $"review-queues/{queue.QueueId}");

    public static TrailRule<ReviewQueueItem> ReviewItems { get; } = new(
        "review_item", item => $"review-queues/{item.QueueId}/items/{item.TraceId}");

    /// <summary>Returns the resource of an artifact: below its run, if it is at the run's usual place.</summary>
    public static string ArtifactResource(string path) =>
        path.Split('/', 4) is [_, { Length: 32 } runId, "artifacts", var file]
            ? $"runs/{runId}/artifacts/{file}"
            : $"artifacts/{path}";

    /// <summary>Records a patch, without the params and tags that it does not change.</summary>
    public static void Add(Change change, RunTable runs, Run run, RunPatch patch)
    {
        var before = (Run?)runs.FindUnderived(patch.RunId) ?? run;
        var after = RunTable.Patched(run, patch);
        Dictionary<string, object?> was = [], now = [];
        Add("params", before.Params, after.Params, patch.Params, was, now);
        Add("tags", before.Tags, after.Tags, patch.Tags, was, now);
        AddRemoved(before.Tags, patch.TagsRemoved, was, now);
        Add("name", before.Name, after.Name, was, now);
        Add("status", before.Status, after.Status, was, now);
        Add("end_time", before.EndTime, after.EndTime, was, now);
        Add("lifecycle_stage", before.LifecycleStage, after.LifecycleStage, was, now);
        Add("experiment_moves", before.ExperimentMoves, after.ExperimentMoves, was, now);
        Add("last_update_time", before.LastUpdateTime, after.LastUpdateTime, was, now);
        if (now.Count > 0) change.AddToTrail(runs, run, was, now);
    }

    private static void AddRemoved(
        IReadOnlyDictionary<string, string> before, IReadOnlyList<string>? removed, Dictionary<string, object?> was,
        Dictionary<string, object?> now)
    {
        var existing = removed?.Where(before.ContainsKey).ToDictionary(key => key, key => before[key]);
        if (existing is not { Count: > 0 }) return;
        foreach (var (key, value) in (Dictionary<string, string>?)was.GetValueOrDefault("tags") ?? [])
            existing[key] = value;
        was["tags"] = existing;
        now.TryAdd("tags", new Dictionary<string, string>());
    }

    private static void Add<T>(
        string member, T before, T after, Dictionary<string, object?> was, Dictionary<string, object?> now)
    {
        if (EqualityComparer<T>.Default.Equals(before, after)) return;
        (was[member], now[member]) = (before, after);
    }

    private static void Add(
        string member, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after,
        IReadOnlyDictionary<string, string>? patched, Dictionary<string, object?> was, Dictionary<string, object?> now)
    {
        if (patched is null) return;
        Dictionary<string, string> old = [], changed = [];
        foreach (var key in patched.Keys)
        {
            var existed = before.TryGetValue(key, out var value);
            if (existed && value == after[key]) continue;
            if (existed) old[key] = value!;
            changed[key] = after[key];
        }

        if (changed.Count == 0) return;
        (was[member], now[member]) = (old, changed);
    }
}
