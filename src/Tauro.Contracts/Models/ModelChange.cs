namespace Tauro.Contracts.Models;

/// <summary>A partial update of a registered model: what is null stays as it is.</summary>
/// <param name="Name">The new name; versions, tags and aliases come along.</param>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ModelChange(
    string? Name = null, string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);
