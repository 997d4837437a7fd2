using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauro.ServiceDefaults.Access;

namespace Tauro.TestServers;

/// <summary>Checks that endpoints state who may call them. Findings are sentences.</summary>
public static class EndpointRules
{
    /// <summary>
    /// Finds endpoints without exactly one <see cref="EndpointAccess"/>, those that allow anonymous access in another
    /// way, and those that are public without being in a list.
    /// </summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="publicRoutes">The routes of the endpoints that may be public.</param>
    public static IEnumerable<string> FindViolations(IEnumerable<Endpoint> endpoints, params string[] publicRoutes)
    {
        foreach (var endpoint in endpoints)
        {
            var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
            var name = endpoint.DisplayName;
            var stated = endpoint.Metadata.GetOrderedMetadata<EndpointAccess>();
            if (stated.Count == 0) yield return $"{name} does not state who may call it.";
            if (stated.Count > 1)
                yield return $"{name} states more than once who may call it: {string.Join(", ", stated)}.";
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                yield return $"{name} allows anonymous access, whatever else it states.";
            if (stated.Any(access => access.Kind == EndpointAccessKind.Public) && !publicRoutes.Contains(route))
                yield return $"{name} is public, but not in the list of public routes.";
        }
    }
}
