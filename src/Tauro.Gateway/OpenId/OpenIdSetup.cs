using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Tauro.Stores;

namespace Tauro.Gateway.OpenId;

/// <summary>
/// Sets up the handler of ASP.NET Core for the authorization code flow. It is no scheme of the application: routes of
/// the gateway call it, so that they state who may call them like all others.
/// </summary>
internal static class OpenIdSetup
{
    public const string CallbackPath = "/auth/callback";

    /// <summary>
    /// The signatures that are accepted. None of them is made with a secret that a verifier has, as HS256 is.
    /// </summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The largest difference of clocks.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Adds it, if a provider is configured; returns whether one is.</summary>
    public static bool AddOpenId(this WebApplicationBuilder builder)
    {
        var oidc = new OidcOptions();
        builder.Configuration.GetSection(OidcOptions.Section).Bind(oidc);
        var services = builder.Services;
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new SettingCheck(oidc.Check));
        if (!oidc.IsOn) return false;
        services.AddOptions<OpenIdConnectOptions>(ProviderHandler.SchemeName)
            .Configure(options => Configure(options, oidc));
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>>(
            _ => new OpenIdConnectPostConfigureOptions(SecretProtection.FromSecret(oidc.ReadSecret())));
        services.AddTransient<OpenIdConnectHandler>();
        services.AddSingleton<ProviderSignOut>();
        services.AddSingleton<LogoutTokens>();
        return true;
    }

    private static void Configure(OpenIdConnectOptions options, OidcOptions oidc)
    {
        options.Authority = oidc.Authority;
        options.ClientId = oidc.ClientId;
        options.ClientSecret = oidc.ReadSecret();
        options.RequireHttpsMetadata = !oidc.IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a form of another site would come without cookies
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.ClaimActions.Clear(); // they would remove the issuer
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = ProviderTimeout;
        options.CallbackPath = CallbackPath;
        options.SignInScheme = ProviderHandler.NoScheme;
        options.Scope.Clear();
        foreach (var scope in oidc.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) options.Scope.Add(scope);
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.TokenValidationParameters.ClockSkew = Skew;
        options.TokenValidationParameters.ValidateIssuer = true;
        options.TokenValidationParameters.ValidAudience = oidc.ClientId;
        // Both cookies are for the path of the callback only. The provider leads back with a link, not a form.
        options.CorrelationCookie.Name = "tauro_sign_in.";
        options.NonceCookie.Name = "tauro_nonce.";
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}
