using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>An API key, without its secret.</summary>
public sealed record ApiKey
{
    /// <summary>The part of the key that identifies it.</summary>
    public required ApiKeyId KeyId { get; init; }

    /// <summary>The account that the key acts as.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it is limited to; absent for all that the account may do.</summary>
    public IReadOnlyList<AccessScope>? Scopes { get; init; }

    /// <summary>The workspace that it is limited to; absent for all of the account.</summary>
    public WorkspaceName? Workspace { get; init; }

    /// <summary>The account that created it.</summary>
    public AccountId? CreatedBy { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long ExpirationTime { get; init; }

    /// <summary>The key that this one replaces.</summary>
    public ApiKeyId? SuccessorOf { get; init; }

    /// <summary>When it was revoked, in Unix milliseconds; absent if it was not.</summary>
    public long? RevocationTime { get; init; }

    /// <summary>The account that revoked it.</summary>
    public AccountId? RevokedBy { get; init; }

    /// <summary>When it was last used, in Unix milliseconds, within some minutes; absent if it never was.</summary>
    public long? LastUseTime { get; init; }

    /// <summary>The address from which it was last used.</summary>
    public string? LastAddress { get; init; }
}
