using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>One execution of training code: its params, metrics, tags and artifacts.</summary>
public sealed record Run
{
    /// <summary>32 hexadecimal digits.</summary>
    public required RunId RunId { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>Also kept as the tag <see cref="TagNames.RunName"/>; generated when none is given.</summary>
    public required string Name { get; init; }

    public RunStatus Status { get; init; }

    public LifecycleStage LifecycleStage { get; init; }

    /// <summary>
    /// The <see cref="Experiments.Experiment.Moves"/> that <see cref="LifecycleStage"/> takes into account. A run with
    /// fewer than its experiment has the stage of the experiment.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ExperimentMoves { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long StartTime { get; init; }

    /// <summary>Unix milliseconds; absent until the run ends.</summary>
    public long? EndTime { get; init; }

    public string? UserId { get; init; }

    public string? Note => Tags.GetValueOrDefault(TagNames.Note);

    public RunId? ParentRunId => Tags.TryGetValue(TagNames.ParentRunId, out var parent) ? new RunId(parent) : null;

    /// <summary><c>mlflow-artifacts:/{experiment_id}/{run_id}/artifacts</c>.</summary>
    public required string ArtifactUri { get; init; }

    public IReadOnlyDictionary<string, string> Params { get; init; } = Empty;

    /// <summary>The latest point of each metric: the one with the greatest (step, timestamp, value).</summary>
    public IReadOnlyDictionary<string, LatestMetric> Metrics { get; init; } = NoMetrics;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = Empty;

    /// <summary>Model versions made from this run, as <c>name/version</c>, oldest first.</summary>
    public IReadOnlyList<string> ModelVersions { get; init; } = [];

    /// <summary>The names of the models in <c>model_versions</c> by their ids; absent when no id is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? ModelNames { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();

    private static readonly IReadOnlyDictionary<string, LatestMetric> NoMetrics =
        new Dictionary<string, LatestMetric>();
}

/// <summary>The status of a run. <see cref="Completed"/> is MLflow's <c>FINISHED</c>.</summary>
public enum RunStatus
{
    Running,
    Scheduled,
    Completed,
    Failed,
    Killed,
}
