using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Tauro.Gateway.OpenId;

/// <summary>Builds the address at which the provider ends its own session.</summary>
internal sealed class ProviderSignOut(IOptionsMonitor<OpenIdConnectOptions> options)
{
    /// <summary>
    /// Returns the address; null if the provider has none, or does not respond. It has no ID token, which is not kept
    /// and is not for the browser, so that the provider may ask the user whether to sign out.
    /// </summary>
    /// <param name="request">The request to sign out.</param>
    /// <param name="page">The page to come back to.</param>
    public async Task<string?> FindAddress(HttpRequest request, string page)
    {
        var provider = options.Get(ProviderHandler.SchemeName);
        try
        {
            var metadata = await provider.ConfigurationManager!
                .GetConfigurationAsync(request.HttpContext.RequestAborted);
            return metadata.EndSessionEndpoint is { Length: > 0 } end
                ? QueryHelpers.AddQueryString(end, new Dictionary<string, string?>
                {
                    ["client_id"] = provider.ClientId,
                    ["post_logout_redirect_uri"] =
                        $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}{page}",
                })
                : null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
        {
            return null;
        }
    }
}
