namespace Tauro.Contracts.Models;

/// <summary>What is needed to create a registered model without a version.</summary>
/// <param name="Name">Unique; no <c>/</c> or <c>:</c>.</param>
/// <param name="Description">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewModel(
    string Name, string? Description = null, IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>A partial update of a registered model: what is null stays as it is.</summary>
/// <param name="Name">The new name; versions, tags and aliases come along.</param>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ModelChange(
    string? Name = null, string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);

/// <summary>Where an alias is to point.</summary>
public sealed record AliasTarget
{
    /// <summary>A version of the model.</summary>
    public required int Version { get; init; }
}

/// <summary>A partial update of a version: what is null stays as it is.</summary>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ModelVersionChange(
    string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);

/// <summary>The stage that a version is to go to.</summary>
public sealed record StageChange
{
    /// <summary>Any stage.</summary>
    public required ModelStage Stage { get; init; }

    /// <summary>
    /// Whether all other versions in that stage go to ARCHIVED; with STAGING and PRODUCTION only. Default false.
    /// </summary>
    public bool ArchiveExisting { get; init; }
}
