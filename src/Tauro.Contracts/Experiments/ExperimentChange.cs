namespace Tauro.Contracts.Experiments;

/// <summary>A partial update: what is null stays as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ExperimentChange(
    string? Name = null, string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);
