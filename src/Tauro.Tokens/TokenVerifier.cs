using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;

namespace Tauro.Tokens;

/// <summary>
/// Verifies the tokens of other processes. Only the gateway may sign for an account. Each other process signs for
/// itself, with the access that it always has, and may pass on the token of an account that was sent to it:
/// <see cref="VerifyAccount"/>. A verified token is not verified again until it expires.
/// </summary>
/// <param name="service">The service for which tokens must be.</param>
/// <param name="folder">The keys of the other processes.</param>
/// <param name="time">The clock.</param>
public sealed class TokenVerifier(string service, KeyFolder folder, TimeProvider time)
{
    /// <summary>The process that may speak for every account.</summary>
    public const string Gateway = "gateway";

    private const int VerifiedMax = 10_000;
    private const int TokenLengthMax = 16 << 10;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = TokenLengthMax };

    // What a process may do as itself. Both services read each other's events, and the registry copies artifacts.
    private static readonly Dictionary<string, IReadOnlyList<Grant>> OfProcesses = new()
    {
        ["tracking"] = [new(ResourceType.RegisteredModel, Grant.All, AccessLevel.Read)],
        ["registry"] = [new(ResourceType.Experiment, Grant.All, AccessLevel.Read)],
    };

    private readonly ConcurrentDictionary<string, Verified> verified = new(StringComparer.Ordinal);

    /// <summary>Returns the principal of a token; null if the token is not valid here and now.</summary>
    public async ValueTask<Principal?> Verify(string token)
    {
        var now = time.GetUtcNow();
        if (verified.TryGetValue(token, out var known)) return known.Expires > now ? known.Principal : null;
        if (await Verify(token, service, now).ConfigureAwait(false) is not var (principal, expires)) return null;
        if (verified.Count >= VerifiedMax) Forget(now);
        verified[token] = new Verified(principal, expires);
        return principal;
    }

    /// <summary>
    /// Returns the account for which another service sends a request, by the token that the service got with a request
    /// of the account; null if the token is not valid for that service.
    /// </summary>
    public async ValueTask<Principal?> VerifyAccount(string token, Principal sender) =>
        sender.Kind == PrincipalKind.Service
        && await Verify(token, sender.Id, time.GetUtcNow()).ConfigureAwait(false)
            is ({ Kind: not PrincipalKind.Service } account, _)
            ? account
            : null;

    private async ValueTask<(Principal Principal, DateTimeOffset Expires)?> Verify(
        string token, string audience, DateTimeOffset now)
    {
        if (TryRead(token) is not { } jwt || await folder.Find(jwt.Kid).ConfigureAwait(false) is not { } key)
            return null;
        var result = await Handler.ValidateTokenAsync(jwt, Parameters(key, audience, now)).ConfigureAwait(false);
        return result.IsValid && ToPrincipal(jwt) is { } principal
            ? (principal, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero) + Skew)
            : null;
    }

    private static JsonWebToken? TryRead(string token)
    {
        if (token.Length > TokenLengthMax || !Handler.CanReadToken(token)) return null;
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static TokenValidationParameters Parameters(PublicKey key, string audience, DateTimeOffset now) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidAudience = audience,
        // The key belongs to one process, so that no process can name another as the issuer.
        ValidIssuer = TokenClaims.IssuerOf(key.Process),
        IssuerSigningKey = key.Key,
        RequireExpirationTime = true,
        LifetimeValidator = (_, expires, _, _) => expires is { } end && end > (now - Skew).UtcDateTime,
    };

    /// <summary>Returns the principal; null if a claim can't be read, as it may be a limit.</summary>
    private static Principal? ToPrincipal(JsonWebToken token)
    {
        if (TokenClaims.ParseSubject(token.Subject) is not { } subject) return null;
        if (subject.Kind == PrincipalKind.Service)
            return token.Issuer == TokenClaims.IssuerOf(subject.Id)
                ? new Principal(
                    PrincipalKind.Service, new AccountId(subject.Id), subject.Id, subject.Id == Gateway,
                    OfProcesses.GetValueOrDefault(subject.Id, []))
                : null;
        return token.Issuer == TokenClaims.IssuerOf(Gateway) ? TokenClaims.ReadAccount(token, subject) : null;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (token, known) in verified)
            if (known.Expires <= now) verified.TryRemove(token, out _);
        if (verified.Count >= VerifiedMax) verified.Clear();
    }

    private sealed record Verified(Principal Principal, DateTimeOffset Expires);
}
