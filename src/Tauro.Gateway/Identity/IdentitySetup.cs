using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Tauro.Gateway.Audit;
using Tauro.Gateway.Issuers;
using Tauro.Gateway.OpenId;
using Tauro.Gateway.Sessions;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Identity;

internal static class IdentitySetup
{
    /// <summary>Adds the authentication of clients; does nothing when no credentials are checked.</summary>
    public static void AddGatewayIdentity(this WebApplicationBuilder builder)
    {
        if (!AuthMode.IsRequired(builder.Configuration)) return;
        var services = builder.Services;
        services.AddSingleton<IdentityFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<IdentityFeed>());
        services.AddSingleton<ApiKeyUses>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUses>());
        services.AddSecurityAudit();
        services.AddSingleton<PasswordChecks>();
        services.AddSingleton<PageTokens>();
        builder.AddSessions();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<ExternalAccounts>();
        builder.AddIssuers();
        services.AddSingleton<ExternalTokens>();
        if (builder.AddOpenId())
        {
            services.AddSingleton<OpenIdSignIn>();
            services.Configure<OpenIdConnectOptions>(
                ProviderHandler.SchemeName, provider => provider.EventsType = typeof(OpenIdSignIn));
        }

        services.AddSingleton<IPrincipalSource, GatewayPrincipal>();
        services.AddHealthChecks().Add(new(
            "accounts", provider => provider.GetRequiredService<IdentityFeed>(), failureStatus: null, tags: null));
    }
}
