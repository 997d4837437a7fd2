using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>The inputs and outputs of a run: what it read and what it made.</summary>
public sealed record RunInputs
{
    /// <summary>Datasets it read, each once.</summary>
    public IReadOnlyList<DatasetInput> Datasets { get; init; } = [];

    /// <summary>Ids of the logged models it read, each once.</summary>
    public IReadOnlyList<LoggedModelId> Models { get; init; } = [];

    /// <summary>Logged models it made, each once.</summary>
    public IReadOnlyList<ModelOutput> Outputs { get; init; } = [];
}

/// <summary>A dataset as a run used it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Tags">For example <c>mlflow.data.context</c>: <c>training</c>.</param>
public sealed record DatasetInput(Dataset Dataset, IReadOnlyDictionary<string, string> Tags);

/// <summary>Data that runs read. Within an experiment it is identified by name and digest, and never changes.</summary>
/// <param name="Name">For example <c>train</c>; up to <see cref="Limits.NameLengthMax"/> characters.</param>
/// <param name="Digest">A short hash of the content; up to <see cref="Limits.DatasetDigestLengthMax"/>.</param>
/// <param name="SourceType">The type of the source: <c>local</c>, <c>s3</c>, <c>code</c>.</param>
/// <param name="Source">The location, in the format of the source type; never opened by the service.</param>
/// <param name="Schema">Columns and types, usually JSON.</param>
/// <param name="Profile">Statistics, usually JSON.</param>
public sealed record Dataset(
    string Name, string Digest, string SourceType, string Source, string? Schema = null, string? Profile = null);

/// <summary>A dataset that runs of an experiment used, once for each context.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">The dataset's digest.</param>
/// <param name="Context">What it was used for, such as <c>training</c>; null when not given.</param>
public sealed record DatasetSummary(ExperimentId ExperimentId, string Name, string Digest, string? Context);

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">The logged model.</param>
/// <param name="Step">The step of training at which it was made.</param>
public sealed record ModelOutput(LoggedModelId ModelId, long Step);
