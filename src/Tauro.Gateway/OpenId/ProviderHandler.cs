using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Tauro.Gateway.OpenId;

/// <summary>Creates the handler of a request.</summary>
internal static class ProviderHandler
{
    public const string SchemeName = "oidc";

    /// <summary>The handler requires the name of a scheme for the session; the gateway begins it by itself.</summary>
    public const string NoScheme = "none";

    public static async Task<OpenIdConnectHandler> Create(HttpContext context)
    {
        var handler = context.RequestServices.GetRequiredService<OpenIdConnectHandler>();
        await handler.InitializeAsync(
            new AuthenticationScheme(SchemeName, null, typeof(OpenIdConnectHandler)), context);
        return handler;
    }
}
