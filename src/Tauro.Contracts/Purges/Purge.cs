using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Purges;

/// <summary>
/// The removal, for good, of a deleted run or of a deleted experiment with all that belongs to it. A large one is made
/// of many small commits, between which other requests are served.
/// </summary>
public sealed record Purge
{
    public required ExperimentId ExperimentId { get; init; }

    /// <summary>The purged run; absent when the experiment is purged.</summary>
    public RunId? RunId { get; init; }

    public PurgeStatus Status { get; init; }

    /// <summary>The runs that were removed so far.</summary>
    public long Runs { get; init; }

    /// <summary>The logged models that were removed so far.</summary>
    public long LoggedModels { get; init; }

    /// <summary>The traces that were removed so far.</summary>
    public long Traces { get; init; }

    /// <summary>The artifacts that were removed so far.</summary>
    public long Artifacts { get; init; }

    /// <summary>The sum of the sizes of the removed artifacts.</summary>
    public long ArtifactBytes { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>The key of a store: <c>experiments/{id}</c> or <c>runs/{id}</c>.</summary>
    [JsonIgnore]
    public string Key => RunId is { } runId ? KeyOf(runId) : KeyOf(ExperimentId);

    public static string KeyOf(ExperimentId experimentId) => $"experiments/{experimentId}";

    public static string KeyOf(RunId runId) => $"runs/{runId}";
}
