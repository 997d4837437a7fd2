using Microsoft.AspNetCore.Http.Features;

namespace Tauro.Gateway.Proxy;

/// <summary>
/// Creates the URI at a destination, with path and query byte for byte as the client sent them. The decoded path can't
/// be used: after decoding, a service could not distinguish <c>%252F</c> from <c>%2F</c>.
/// </summary>
internal static class RawPath
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri CreateUri(string destination, HttpContext context) =>
        new(destination.TrimEnd('/') + context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, Verbatim);
}
