using Microsoft.AspNetCore.Http.Features;

namespace Tauro.Gateway.Proxy;

/// <summary>
/// The address at a destination, with path and query byte for byte as the client sent them. The decoded path can't
/// serve: decoding makes <c>%252F</c> and <c>%2F</c> one, and a service must see which it was.
/// </summary>
internal static class RawPath
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri Of(string destination, HttpContext context) =>
        new(destination.TrimEnd('/') + context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, AsItIs);
}
