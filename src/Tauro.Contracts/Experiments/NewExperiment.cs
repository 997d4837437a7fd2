namespace Tauro.Contracts.Experiments;

/// <summary>What is needed to create an experiment. The id and artifact location are minted by the service.</summary>
/// <param name="Name">Unique, not blank, up to <see cref="Limits.NameLengthMax"/> characters.</param>
/// <param name="Description">Markdown; kept as the tag <see cref="TagNames.Note"/>.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewExperiment(
    string Name, string? Description = null, IReadOnlyDictionary<string, string>? Tags = null);
