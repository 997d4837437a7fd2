using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Experiments;

/// <summary>A named group of runs.</summary>
public sealed record Experiment
{
    /// <summary>An integer in decimal digits; <c>0</c> is <c>Default</c>, which every store has.</summary>
    public required ExperimentId ExperimentId { get; init; }

    /// <summary>The workspace that it is in; absent for the workspace <c>default</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    /// <summary>Unique among all experiments of the workspace, deleted ones included.</summary>
    public required string Name { get; init; }

    public string? Description => Tags.GetValueOrDefault(TagNames.Note);

    /// <summary>Assigned by the service: <c>mlflow-artifacts:/{experiment_id}</c>.</summary>
    public required string ArtifactLocation { get; init; }

    public LifecycleStage LifecycleStage { get; init; }

    /// <summary>How often the experiment was deleted or restored, and all of its runs with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Moves { get; init; }

    /// <summary>
    /// The account that created the experiment, which may manage it; absent if no credentials were checked then.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountId? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = EmptyTags;

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    private static readonly IReadOnlyDictionary<string, string> EmptyTags = new Dictionary<string, string>();
}
