using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>
/// A place for the experiments and registered models of a team. What is in one does not exist for requests in another.
/// </summary>
public sealed record Workspace
{
    /// <summary>The name, which never changes.</summary>
    public required WorkspaceName Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Its limits; absent for none.</summary>
    public WorkspaceQuotas? Quotas { get; init; }

    /// <summary>Unix milliseconds; 0 for <c>default</c>, which is not created.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }
}
