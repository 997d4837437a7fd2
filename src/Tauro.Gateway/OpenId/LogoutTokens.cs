using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tauro.Gateway.OpenId;

/// <summary>Verifies logout tokens, as OpenID Connect Back-Channel Logout 1.0 says in 2.6.</summary>
internal sealed class LogoutTokens(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    /// <summary>The age up to which a token is accepted.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(10);

    private const int LengthMax = 8 << 10;
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly string?[] Types = [null, "", "JWT", "logout+jwt", "application/logout+jwt"];
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LengthMax };

    /// <summary>Returns a token; null if it is not valid.</summary>
    /// <exception cref="InvalidOperationException">The keys of the provider can't be read.</exception>
    public async Task<LogoutToken?> Verify(string token, CancellationToken cancel)
    {
        if (token.Length > LengthMax || !Handler.CanReadToken(token)) return null;
        var provider = options.Get(ProviderHandler.SchemeName);
        var configurations = provider.ConfigurationManager!;
        var metadata = await configurations.GetConfigurationAsync(cancel);
        var result = await Validate();
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            configurations.RequestRefresh();
            metadata = await configurations.GetConfigurationAsync(cancel);
            result = await Validate();
        }

        return result is { IsValid: true, SecurityToken: JsonWebToken jwt } ? Read(jwt) : null;

        Task<TokenValidationResult> Validate() => Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = metadata.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeys = metadata.SigningKeys,
            ValidAlgorithms = OpenIdSetup.Algorithms,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires is { } end && end > Now - OpenIdSetup.Skew,
        });
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private LogoutToken? Read(JsonWebToken jwt)
    {
        if (!Types.Contains(jwt.Typ, StringComparer.OrdinalIgnoreCase) || jwt.Id is not { Length: > 0 } id
            || jwt.TryGetPayloadValue<object>("nonce", out _)
            || jwt.IssuedAt < Now - AgeMax || jwt.IssuedAt > Now + OpenIdSetup.Skew) return null;
        if (!jwt.TryGetPayloadValue<JsonElement>("events", out var events) || events.ValueKind != JsonValueKind.Object
            || !events.TryGetProperty(Event, out var logout) || logout.ValueKind != JsonValueKind.Object) return null;
        jwt.TryGetPayloadValue<string>("sid", out var session);
        return string.IsNullOrEmpty(session) && string.IsNullOrEmpty(jwt.Subject)
            ? null
            : new LogoutToken(id, jwt.Issuer, jwt.Subject, session);
    }
}
