using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tauro.Gateway.Telemetry;
using Tauro.Stores;

namespace Tauro.Gateway.Issuers;

/// <summary>
/// Verifies tokens of the configured issuers. A verified token is not verified again until it expires. Changed settings
/// are used at once.
/// </summary>
internal sealed class IssuerTokens : IDisposable
{
    /// <summary>The characters of the longest token: 8 KiB.</summary>
    public const int LengthMax = 8 << 10;

    private const int VerifiedMax = 4_000;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LengthMax };

    private readonly TimeProvider time;
    private readonly ILogger<IssuerTokens> log;
    private readonly IDisposable? changes;
    private volatile Settings current;

    public IssuerTokens(IOptionsMonitor<JwtOptions> options, TimeProvider time, ILogger<IssuerTokens> log)
    {
        (this.time, this.log) = (time, log);
        current = new Settings(options.CurrentValue, time);
        changes = options.OnChange(Change);
    }

    /// <summary>Verifies a token; null if it is not one of a configured issuer.</summary>
    /// <exception cref="IssuerUnavailableException">The keys of the issuer can't be read.</exception>
    public async ValueTask<IssuerResult?> Verify(string token, CancellationToken cancel)
    {
        var settings = current;
        if (settings.Issuers.Count == 0) return null;
        if (settings.Verified.TryGetValue(token, out var known) && known.Token!.Expires > time.GetUtcNow())
            return known;
        // The issuer is not verified yet; it only chooses the keys.
        if (TryRead(token) is not { } jwt || !settings.Issuers.TryGetValue(jwt.Issuer, out var issuer)) return null;
        if (jwt.IsEncrypted) return IssuerResult.Refused("The token is encrypted. Send one that is only signed.");
        var result = await issuer.Verify(jwt, cancel);
        if (result.Token is null) return result;
        if (settings.Verified.Count >= VerifiedMax) settings.Forget(time.GetUtcNow());
        settings.Verified[token] = result;
        return result;
    }

    public void Dispose()
    {
        changes?.Dispose();
        current.Dispose();
    }

    private void Change(JwtOptions options)
    {
        try
        {
            options.Check();
            current = new Settings(options, time); // requests may still use the keys of the one before
        }
        catch (SettingException invalid)
        {
            log.IssuersNotChanged(invalid.Message);
        }
    }

    private static JsonWebToken? TryRead(string token)
    {
        if (token.Length > LengthMax || !Handler.CanReadToken(token)) return null;
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private sealed class Settings(JwtOptions options, TimeProvider time) : IDisposable
    {
        public FrozenDictionary<string, TrustedIssuer> Issuers { get; } = options.Issuers
            .ToFrozenDictionary(issuer => issuer.Issuer, issuer => new TrustedIssuer(issuer, time));

        public ConcurrentDictionary<string, IssuerResult> Verified { get; } = new(StringComparer.Ordinal);

        public void Forget(DateTimeOffset now)
        {
            foreach (var (token, known) in Verified)
                if (known.Token!.Expires <= now) Verified.TryRemove(token, out _);
            if (Verified.Count >= VerifiedMax) Verified.Clear();
        }

        public void Dispose()
        {
            foreach (var issuer in Issuers.Values) issuer.Dispose();
        }
    }
}
