using Tauro.Contracts.Models;

namespace Tauro.Registry.Api.Versions;

/// <summary>Where a version is to go.</summary>
internal sealed record StageChange
{
    public required ModelStage Stage { get; init; }

    /// <summary>All others of that stage go to ARCHIVED; with STAGING and PRODUCTION only.</summary>
    public bool ArchiveExisting { get; init; }
}
