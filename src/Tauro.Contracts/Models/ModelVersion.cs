using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Models;

/// <summary>One version of a registered model.</summary>
public sealed record ModelVersion
{
    /// <summary>The id of its model. Files are stored under it, so a rename moves no files.</summary>
    public required ModelId ModelId { get; init; }

    public required string Name { get; init; }

    /// <summary>The workspace that its model is in; absent for the workspace <c>default</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    /// <summary>1, 2, 3 … without gaps, never reused.</summary>
    public required int Version { get; init; }

    public ModelVersionStatus Status { get; init; }

    /// <summary>Why the version is FAILED, or what it is waiting for.</summary>
    public string? StatusMessage { get; init; }

    public ModelStage Stage { get; init; }

    public string? Description { get; init; }

    public ModelFramework Framework { get; init; }

    /// <summary>Name to a JSON number, string, boolean or null.</summary>
    public IReadOnlyDictionary<string, JsonElement> Hyperparameters { get; init; } = NoHyperparameters;

    public IReadOnlyDictionary<string, double> Metrics { get; init; } = NoMetrics;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    /// <summary>The aliases that point to this version, in ordinal order.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public ArtifactMode ArtifactMode { get; init; }

    /// <summary>Where the artifact came from: <c>runs:/{run_id}/{path}</c>; absent for uploads, and whatever
    /// the client gave for <c>EXTERNAL</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Where MLflow's clients find the artifact, if not at the source. Set when the source is a version of
    /// another model: it is the location of that version's artifact.</summary>
    public string? StorageLocation { get; init; }

    /// <summary>The logged model it was registered from, as MLflow's clients name it: <c>m-…</c>.</summary>
    public LoggedModelId? LoggedModelId { get; init; }

    /// <summary>A page about the run, as MLflow's clients may give it; never followed.</summary>
    public string? RunLink { get; init; }

    /// <summary>The run that made it; lineage.</summary>
    public RunId? SourceRunId { get; init; }

    /// <summary>The last known status of the source run, or <c>DELETED</c>. Updated by events from Tracking.</summary>
    public string? SourceRunStatus { get; init; }

    /// <summary>Files that make up the artifact, in ordinal order of path; empty until READY.</summary>
    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    /// <summary>The sum of the files, in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>
    /// The SHA-256 of the files' paths, checksums and sizes. Checks and approvals are pinned to it. Absent without
    /// files, and for a version that an earlier build registered.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Who registered it: a claim of the client. An approval by this person does not count.</summary>
    public string? RegisteredBy { get; init; }

    /// <summary>
    /// The verdict of the policies on the registration or move that led to the present stage; absent if none decided.
    /// </summary>
    public GateVerdict? Verdict { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    private static readonly IReadOnlyDictionary<string, JsonElement> NoHyperparameters =
        new Dictionary<string, JsonElement>();

    private static readonly IReadOnlyDictionary<string, double> NoMetrics = new Dictionary<string, double>();

    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();
}

/// <summary>The status of a version's artifact.</summary>
public enum ModelVersionStatus
{
    /// <summary>Its artifact is being uploaded, checked or copied.</summary>
    PendingRegistration,

    /// <summary>It can be downloaded.</summary>
    Ready,

    /// <summary>It can't be; <see cref="ModelVersion.StatusMessage"/> says why.</summary>
    Failed,
}

/// <summary>One file of a version's artifact.</summary>
/// <param name="Path">Relative to the version's artifact root.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="SourcePath">For <c>REFERENCE</c>: the file's path among the source run's artifacts.</param>
public sealed record ModelFile(string Path, long SizeBytes, string Sha256, string? SourcePath = null);
