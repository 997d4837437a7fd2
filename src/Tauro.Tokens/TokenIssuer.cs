using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Access;

namespace Tauro.Tokens;

/// <summary>
/// Signs the tokens that Tauro's processes send each other: JWT with ES256, valid for a minute, for one service. A key
/// of its own is made at the start and replaced each day; its private half never leaves the memory.
/// </summary>
public sealed class TokenIssuer : IDisposable
{
    /// <summary>The setting of a file with a private key, for a process that can't write the folder of keys.</summary>
    public const string KeyFileSetting = "TAURO_TOKEN_KEY_FILE";

    private const string HeaderStart = "Bearer ";

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(1);

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan RenewalTime = TimeSpan.FromSeconds(15);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly string process;
    private readonly KeyFolder folder;
    private readonly string? keyFile;
    private readonly TimeProvider time;
    private readonly Entropy entropy;
    private readonly Lock changing = new();

    // A principal is one object until its grants change, so the tokens of the old one are forgotten with it.
    private readonly ConditionalWeakTable<Principal, ConcurrentDictionary<string, IssuedToken>> issued = [];
    private SigningKey? key;
    private SigningKey? previous;
    private DateTimeOffset keyCreated;

    /// <param name="process">The name of this process.</param>
    /// <param name="folder">Where its public key is published.</param>
    /// <param name="keyFile">A file with its private key, whose public half others publish; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="entropy">Makes the ids of tokens.</param>
    public TokenIssuer(string process, KeyFolder folder, string? keyFile, TimeProvider time, Entropy entropy)
    {
        (this.process, this.folder, this.keyFile, this.time, this.entropy) = (process, folder, keyFile, time, entropy);
        OwnPrincipal = new Principal(PrincipalKind.Service, new AccountId(process), process, false, []);
    }

    /// <summary>This process itself, as the sender of its own requests.</summary>
    public Principal OwnPrincipal { get; }

    /// <summary>Makes or reads the key.</summary>
    /// <exception cref="SettingException">The key can't be read, or not be published.</exception>
    public void Prepare() => CurrentKey();

    /// <summary>
    /// Returns a token as the value of the header <c>Authorization</c>, the same one until shortly before it expires.
    /// </summary>
    /// <param name="principal">The sender of the request.</param>
    /// <param name="service">The service that is to accept it.</param>
    public string IssueHeader(Principal principal, string service)
    {
        var tokens = issued.GetValue(principal, _ => new ConcurrentDictionary<string, IssuedToken>());
        var now = time.GetUtcNow();
        if (tokens.TryGetValue(service, out var token) && token.RenewAt > now) return token.Header;
        token = new IssuedToken(HeaderStart + Sign(principal, service, now), now + Lifetime - RenewalTime);
        tokens[service] = token;
        return token.Header;
    }

    /// <summary>Removes the public keys: what they have signed is valid for a minute at most.</summary>
    public void Dispose()
    {
        lock (changing)
        {
            if (keyFile is not null) return;
            if (key is not null) folder.Remove(process, key.Thumbprint);
            if (previous is not null) folder.Remove(process, previous.Thumbprint);
        }
    }

    private string Sign(Principal principal, string service, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            [TokenClaims.Id] = entropy.NextId(),
            [TokenClaims.Subject] = TokenClaims.SubjectOf(principal),
            [TokenClaims.Name] = principal.Name,
            [TokenClaims.Grants] = principal.Grants.Select(TokenClaims.Encode).ToArray(),
        };
        if (principal.IsAdmin) claims[TokenClaims.Admin] = true;
        if (principal.KeyId is { } keyId) claims[TokenClaims.ApiKey] = keyId.Value;
        if (principal.Workspace is { } workspace) claims[TokenClaims.Workspace] = workspace.Value;
        if (principal.Quotas is { } quotas) claims[TokenClaims.Quotas] = TokenClaims.Encode(quotas);
        if (principal.Scopes is { } scopes)
            claims[TokenClaims.Scopes] = scopes.Select(scope => scope.ToString()).ToArray();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.IssuerOf(process),
            Audience = service,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = CurrentKey().Credentials,
        });
    }

    private SigningKey CurrentKey()
    {
        var now = time.GetUtcNow();
        lock (changing)
        {
            if (key is not null && (keyFile is not null || now - keyCreated < KeyLifetime)) return key;
            if (keyFile is not null) return key = SigningKey.Read(KeyFileSetting, keyFile);
            var created = SigningKey.Create();
            try
            {
                folder.Publish(process, created);
            }
            catch (SettingException) when (key is not null)
            {
                // The disk may be full; the key that there is goes on until a later attempt succeeds.
                keyCreated = now - KeyLifetime + RetryInterval;
                return key;
            }

            // Tokens of the key before it are valid for a minute; those of the one before that are not.
            if (previous is not null) folder.Remove(process, previous.Thumbprint);
            (previous, key, keyCreated) = (key, created, now);
            return key;
        }
    }

    private sealed record IssuedToken(string Header, DateTimeOffset RenewAt);
}
