using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers.Shapes;

namespace Tauro.Mlflow.Tests.Shapes;

/// <summary>Gets the routes of MLflow's API from the route tables of both services.</summary>
internal static class ServedRoutes
{
    private static readonly string[] Roots =
        ["/api/2.0", "/api/3.0", "/ajax-api", "/get-artifact", "/model-versions", "/v1/traces"];

    public static IReadOnlyList<ServedRoute> From(Suite suite) =>
    [
        .. from services in suite.Services
           from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let pattern = '/' + endpoint.RoutePattern.RawText!.TrimStart('/')
           where Roots.Any(root => pattern.StartsWith(root, StringComparison.Ordinal))
           from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
           let prefix = ServedRoute.PrefixOf(pattern)
           group prefix by (Method: method, Path: ServedRoute.ToApiPath(pattern)) into route
           orderby route.Key.Path, route.Key.Method
           select new ServedRoute(route.Key.Method, route.Key.Path, [.. route.Order(StringComparer.Ordinal)]),
    ];
}
