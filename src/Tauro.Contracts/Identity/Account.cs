using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A person or a program that may send requests.</summary>
public sealed record Account
{
    /// <summary>A UUID, assigned by the store.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The number that MLflow's clients get as the id.</summary>
    public required long Number { get; init; }

    /// <summary>A user or a service account.</summary>
    public required PrincipalKind Kind { get; init; }

    /// <summary>Unique among all accounts, without regard to letter case.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether it may do everything.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Whether it has a password besides its API keys.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }
}
