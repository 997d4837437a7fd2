using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Retention;

/// <summary>
/// A legal hold on an experiment with its runs, on a run, on a model with its versions, or on a version. What is on
/// hold can't be deleted or purged, by anybody.
/// </summary>
public sealed record Hold
{
    /// <summary>
    /// <c>experiments/{experiment_id}</c>, <c>runs/{run_id}</c>, <c>models/{name}</c> or
    /// <c>models/{name}/versions/{version}</c>, with the name that the model had when the hold was set.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary>The same with the id of the model; absent for experiments and runs.</summary>
    public string? StableResource { get; init; }

    /// <summary>The experiment that is on hold, or that has the run.</summary>
    public ExperimentId? ExperimentId { get; init; }

    public required string Reason { get; init; }

    /// <summary>Who set it: a claim of the client.</summary>
    public string? By { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>The key of a store, which a rename does not change.</summary>
    [JsonIgnore]
    public string Key => StableResource ?? Resource;
}
