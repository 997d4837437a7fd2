using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>The content types that the endpoint of a request accepts.</summary>
internal static class AcceptedContentTypes
{
    /// <summary>Says what to send instead, as the end of a sentence.</summary>
    public static string Hint(HttpContext context)
    {
        var types = Accepted(context);
        return $"send {(types.Count == 0 ? "application/json" : string.Join(" or ", types))}";
    }

    // For the 415, routing has replaced the requested endpoint with one of its own, so it is looked up again.
    private static IReadOnlyList<string> Accepted(HttpContext context) =>
        context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Matches(endpoint, context.Request))
            .OrderBy(endpoint => endpoint.RoutePattern.InboundPrecedence)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes)
            .FirstOrDefault(types => types is not null) ?? [];

    private static bool Matches(RouteEndpoint endpoint, HttpRequest request) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods
        && methods.HttpMethods.Contains(request.Method, StringComparer.OrdinalIgnoreCase)
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(request.Path, []);
}
