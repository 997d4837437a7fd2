using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Models;

/// <summary>A registered model to create, without a version.</summary>
/// <param name="Name">Unique; no <c>/</c> or <c>:</c>.</param>
/// <param name="Description">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewModel(
    string Name, string? Description = null, IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>A partial update of a registered model: null members stay unchanged.</summary>
/// <param name="Name">The new name; the model keeps its versions, tags and aliases.</param>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ModelChange(
    string? Name = null, string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);

/// <summary>The version that an alias is to point to.</summary>
public sealed record AliasTarget
{
    /// <summary>A version of the model.</summary>
    public required int Version { get; init; }
}

/// <summary>A partial update of a version: null members stay unchanged.</summary>
/// <param name="Description">The new description.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record ModelVersionChange(
    string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);

/// <summary>The stage that a version is to move to.</summary>
public sealed record StageChange
{
    /// <summary>Any stage.</summary>
    public required ModelStage Stage { get; init; }

    /// <summary>
    /// Whether all other versions in that stage move to ARCHIVED; for STAGING and PRODUCTION only. Default false.
    /// </summary>
    public bool ArchiveExisting { get; init; }

    /// <summary>Moves the version although a policy refuses it.</summary>
    public PolicyOverride? Override { get; init; }
}
