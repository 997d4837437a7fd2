using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A browser in which a user has signed in.</summary>
public sealed record Session
{
    public required SessionId SessionId { get; init; }

    /// <summary>The account that has signed in.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>When it ends at the latest, in Unix milliseconds.</summary>
    public long ExpirationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUseTime { get; init; }

    /// <summary>The address from which the user has signed in.</summary>
    public string? Address { get; init; }

    /// <summary>The browser, as it names itself.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Whether the request is one of this session.</summary>
    public bool IsCurrent { get; init; }
}
