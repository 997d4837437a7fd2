using Tauro.Contracts.Ids;

namespace Tauro.Contracts.LoggedModels;

/// <summary>
/// A model as logged in training, whether or not it is registered later: its files, params, tags and metrics.
/// </summary>
public sealed record LoggedModel
{
    /// <summary><c>m-</c> and 32 hexadecimal digits.</summary>
    public required LoggedModelId ModelId { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>Need not be unique; generated when none is given.</summary>
    public required string Name { get; init; }

    /// <summary><c>mlflow-artifacts:/{experiment_id}/models/{model_id}/artifacts</c>.</summary>
    public required string ArtifactUri { get; init; }

    public LoggedModelStatus Status { get; init; }

    public LifecycleStage LifecycleStage { get; init; }

    /// <summary>Chosen by the caller, such as <c>agent</c>.</summary>
    public string? ModelType { get; init; }

    /// <summary>The run that made it.</summary>
    public RunId? SourceRunId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Ordered by key, timestamp, step and run.</summary>
    public IReadOnlyList<LoggedModelMetric> Metrics { get; init; } = [];
}

/// <summary>The status of a logged model. Any status may follow any other.</summary>
public enum LoggedModelStatus
{
    /// <summary>Its files are not complete yet.</summary>
    Pending,

    /// <summary>Its files are complete.</summary>
    Ready,

    /// <summary>Its files could not be stored.</summary>
    UploadFailed,
}
