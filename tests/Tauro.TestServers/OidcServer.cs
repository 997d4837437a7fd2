using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tauro.TestServers;

/// <summary>
/// A provider of OpenID Connect. Who is sent to it is signed in at once, as the user that a test sets.
/// </summary>
public sealed class OidcServer : IAsyncDisposable
{
    public const string ClientId = "tauro";
    public const string ClientSecret = "a secret of the tests";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly SigningCredentials credentials;
    private WebApplication app = null!;

    private OidcServer(int port)
    {
        // Another site than that of the gateway, which has the address 127.0.0.1.
        Issuer = $"http://localhost:{port}/";
        credentials = new SigningCredentials(
            new RsaSecurityKey(rsa) { KeyId = "key-of-tests" }, SecurityAlgorithms.RsaSha256);
    }

    public string Issuer { get; }

    /// <summary>The user who is signed in; null to refuse.</summary>
    public OidcUser? User { get; set; }

    /// <summary>The number of users who came to sign out.</summary>
    public int SignOuts { get; private set; }

    /// <summary>The last request to sign in.</summary>
    public OpenIddictRequest? LastRequest { get; private set; }

    /// <summary>The address of the public keys.</summary>
    public string KeysAddress => $"{Issuer}.well-known/jwks";

    /// <summary>The public key, as a verifier that is tricked would use it for HMAC.</summary>
    public string PublicKeyPem => rsa.ExportSubjectPublicKeyInfoPem();

    public static async Task<OidcServer> Start()
    {
        var port = FreePort.Next();
        var server = new OidcServer(port);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        builder.Services.AddOpenIddict().AddServer(server.Configure);
        server.app = builder.Build();
        server.app.UseAuthentication();
        await server.app.StartAsync();
        // The first responses are slow on a busy machine.
        using var http = new HttpClient();
        await http.GetStringAsync($"{server.Issuer}.well-known/openid-configuration");
        await http.GetStringAsync(server.KeysAddress);
        return server;
    }

    /// <summary>Writes the client secret to a file; returns the settings of a gateway.</summary>
    public Dictionary<string, string> CreateSettings(string folder)
    {
        var file = Path.Combine(folder, "client-secret");
        File.WriteAllText(file, ClientSecret + "\n");
        return new Dictionary<string, string>
        {
            ["Oidc:Authority"] = Issuer, ["Oidc:ClientId"] = ClientId, ["Oidc:ClientSecretFile"] = file,
            ["Oidc:DisplayName"] = "Example",
        };
    }

    /// <summary>Signs a token with the key of the server.</summary>
    /// <param name="claims">All claims.</param>
    /// <param name="type">The type in the header.</param>
    public string Sign(Dictionary<string, object> claims, string type = "JWT") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims, SigningCredentials = credentials, TokenType = type,
        });

    /// <summary>Creates a logout token.</summary>
    public string CreateLogoutToken(Action<Dictionary<string, object>>? change = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer, ["aud"] = ClientId, ["iat"] = now, ["exp"] = now + 120,
            ["jti"] = Guid.NewGuid().ToString(),
            ["events"] = new Dictionary<string, object>
            {
                ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>(),
            },
        };
        change?.Invoke(claims);
        return Sign(claims, "logout+jwt");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode() // without a database
            .SetIssuer(new Uri(Issuer))
            .SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
            .SetEndSessionEndpointUris("connect/logout")
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.OpenId, Scopes.Profile)
            .AddEphemeralEncryptionKey().AddSigningCredentials(credentials)
            .UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId) context.Reject(Errors.InvalidClient, "There is no such client.");
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                context.Reject(Errors.InvalidClient, "The client or its secret is wrong.");
            return default;
        }));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(SignIn));
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            SignOuts++;
            context.SignOut();
            return default;
        }));
    }

    private ValueTask SignIn(HandleAuthorizationRequestContext context)
    {
        LastRequest = context.Request;
        if (User is not { } user)
        {
            context.Reject(Errors.AccessDenied, "The user has refused.");
            return default;
        }

        var identity = new ClaimsIdentity("tests");
        identity.AddClaim(new Claim(Claims.Subject, user.Subject));
        identity.AddClaim(new Claim(Claims.PreferredUsername, user.Name));
        identity.AddClaim(new Claim("sid", user.Session));
        foreach (var group in user.Groups) identity.AddClaim(new Claim("groups", group));
        identity.SetScopes(context.Request.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        context.Principal = new ClaimsPrincipal(identity);
        return default;
    }
}
