using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Identity;

/// <summary>A user or program of another issuer of identities, which acts as an account.</summary>
public sealed record ExternalLogin
{
    /// <summary>A number, assigned by the store.</summary>
    public required ExternalLoginId LoginId { get; init; }

    /// <summary>The account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The issuer, as its tokens name it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The user or program, as the tokens of the issuer name it. Unique for the issuer.</summary>
    public required string Subject { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }
}
