using Microsoft.Extensions.Configuration;
using Microsoft.Net.Http.Headers;
using Tauro.ServiceDefaults.Security;
using Tauro.Tokens;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The tokens with which the processes of Tauro call each other.</summary>
public static class ServiceTokens
{
    /// <summary>
    /// The header with the token of the account for which a service sends a request. The gateway removes it from the
    /// requests of clients.
    /// </summary>
    public const string AccountHeader = "X-Tauro-Account";

    /// <summary>Makes a client send a token of this process with each request.</summary>
    /// <param name="client">The client.</param>
    /// <param name="service">The service that it calls.</param>
    public static IHttpClientBuilder AddTauroToken(this IHttpClientBuilder client, string service) =>
        client.AddHttpMessageHandler(provider => new OwnToken(
            provider.GetRequiredService<TokenIssuer>(),
            AuthMode.IsRequired(provider.GetRequiredService<IConfiguration>()), service));

    private sealed class OwnToken(TokenIssuer tokens, bool isRequired, string service) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (isRequired)
            {
                request.Headers.Remove(HeaderNames.Authorization); // of an earlier attempt
                request.Headers.TryAddWithoutValidation(
                    HeaderNames.Authorization, tokens.IssueHeader(tokens.OwnPrincipal, service));
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
