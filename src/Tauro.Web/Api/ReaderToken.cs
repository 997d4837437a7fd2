using System.Net.Http.Headers;
using HeaderNames = Microsoft.Net.Http.Headers.HeaderNames;

namespace Tauro.Web.Api;

/// <summary>
/// Sends the gateway the token that it signed for the reader of the page, so that the page shows what they may see. The
/// client's own redirects would lose it: a file of a version may be that of a run.
/// </summary>
internal static class ReaderToken
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const int RedirectsMax = 3;

    public static IHttpClientBuilder AddReaderToken(this IHttpClientBuilder client) => client
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
        .AddHttpMessageHandler(services => new Handler(services.GetRequiredService<IHttpContextAccessor>()));

    private sealed class Handler(IHttpContextAccessor accessor) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (accessor.HttpContext is { } page) SendReader(page, request.Headers);
            var response = await base.SendAsync(request, cancellationToken);
            for (var i = 0; i < RedirectsMax && FindTarget(request, response) is { } target; i++)
            {
                response.Dispose();
                request.RequestUri = target;
                response = await base.SendAsync(request, cancellationToken);
            }

            return response;
        }

        /// <summary>Sends who the reader is, and from where, as the trail and the audit have it.</summary>
        private static void SendReader(HttpContext page, HttpRequestHeaders headers)
        {
            if (page.Request.Headers.Authorization is [{ } token])
                headers.TryAddWithoutValidation(HeaderNames.Authorization, token);
            if (page.Request.Headers.UserAgent is [{ } agent])
                headers.TryAddWithoutValidation(HeaderNames.UserAgent, agent);
            if (page.Connection.RemoteIpAddress is { } address)
                headers.TryAddWithoutValidation(ForwardedFor, $"{address}");
        }

        /// <summary>Returns where a redirect within the gateway leads; null if the response is none.</summary>
        private static Uri? FindTarget(HttpRequestMessage request, HttpResponseMessage response) =>
            request.Method == HttpMethod.Get && (int)response.StatusCode is (302 or 307 or 308)
            && response.Headers.Location is { IsAbsoluteUri: false } location
                ? new Uri(request.RequestUri!, location)
                : null;
    }
}
