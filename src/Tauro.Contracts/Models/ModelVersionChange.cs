namespace Tauro.Contracts.Models;

/// <summary>A partial update of a version: what is null stays as it is.</summary>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ModelVersionChange(
    string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);
