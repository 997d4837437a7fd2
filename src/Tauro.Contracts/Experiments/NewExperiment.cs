using System.Text.Json.Serialization;

namespace Tauro.Contracts.Experiments;

/// <summary>What is needed to create an experiment. The id and artifact location are minted by the service.</summary>
/// <param name="Name">Unique, not blank, up to <see cref="Limits.NameLengthMax"/> characters.</param>
/// <param name="Description">Markdown; kept as the tag <see cref="TagNames.Note"/>.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewExperiment(
    string Name, string? Description = null, IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>
    /// Where MLflow's clients keep the artifacts of runs by themselves, such as a bucket. It is given back and never
    /// followed; null for the service's own place. The native API does not take it.
    /// </summary>
    [JsonIgnore]
    public string? ArtifactLocation { get; init; }
}
