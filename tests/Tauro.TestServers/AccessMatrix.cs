using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts.Access;
using Tauro.ServiceDefaults.Access;
using Tauro.Stores.Access;

namespace Tauro.TestServers;

/// <summary>
/// Calls every endpoint of a service, as principals of every level, and compares the responses with a table that is
/// written here and not taken from the code under test. Findings are sentences.
/// </summary>
/// <param name="http">A client of the service's own port.</param>
/// <param name="tokens">Signs the tokens.</param>
/// <param name="service">The name of the service.</param>
public sealed class AccessMatrix(HttpClient http, TestTokens tokens, string service)
{
    private const string Parameter = "1";

    private static readonly ResourceType[] Types =
        [.. Enum.GetValues<ResourceType>().Where(type => type != ResourceType.Workspace)];

    // The levels that an action needs at least.
    private static readonly Dictionary<AccessAction, AccessLevel> Needed = new()
    {
        [AccessAction.Read] = AccessLevel.Read,
        [AccessAction.Use] = AccessLevel.Use,
        [AccessAction.Update] = AccessLevel.Edit,
        [AccessAction.Delete] = AccessLevel.Manage,
        [AccessAction.Manage] = AccessLevel.Manage,
    };

    private int calls;

    /// <summary>The number of requests that were sent.</summary>
    public int Calls => calls;

    /// <summary>Calls all endpoints as all principals.</summary>
    public async Task<IReadOnlyList<string>> FindViolations(EndpointDataSource endpoints)
    {
        var violations = new List<string>();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            var access = endpoint.Metadata.GetMetadata<EndpointAccess>()!;
            foreach (var method in MethodsOf(endpoint))
            {
                await Check(violations, endpoint, method, null, access.Kind == EndpointAccessKind.Public);
                foreach (var (principal, level) in Principals())
                    await Check(violations, endpoint, method, principal, IsAllowed(access, IsByPath(endpoint), level));
            }
        }

        return violations;
    }

    private static IEnumerable<(Principal Principal, AccessLevel? Level)> Principals()
    {
        yield return (TestTokens.User(AccessLevel.Read), null);
        foreach (var level in Enum.GetValues<AccessLevel>())
            yield return (TestTokens.User(level, Types), level);
    }

    /// <summary>Whether a principal with a level on all types, and nothing on the workspace, may call it.</summary>
    private static bool IsAllowed(EndpointAccess access, bool isByPath, AccessLevel? level) => access.Kind switch
    {
        EndpointAccessKind.Public or EndpointAccessKind.Authenticated => true,
        // The request names a resource that does not exist, which it could own, unless a grant on its type decides.
        EndpointAccessKind.Resource when access.IsResourceBased && !isByPath
            && (level is null || access.Requirement!.Type is ResourceType.Experiment or ResourceType.RegisteredModel) =>
            level is not AccessLevel.Deny,
        EndpointAccessKind.Resource => level is { } held and not AccessLevel.Deny
            && access.Requirement is { Type: not ResourceType.Workspace, Action: not AccessAction.Create } requirement
            && held >= Needed[requirement.Action],
        _ => false,
    };

    /// <summary>Whether the endpoint takes a path of the artifact store, which belongs to no resource here.</summary>
    private static bool IsByPath(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.Contains("mlflow-artifacts/artifacts") == true;

    private async Task Check(
        List<string> violations, RouteEndpoint endpoint, string method, Principal? principal, bool isAllowed)
    {
        var path = RoutePath.Create(endpoint.RoutePattern, _ => Parameter);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (principal is not null)
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Bearer", tokens.Issue(principal, service));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        calls++;
        var isRefused = response.StatusCode
            == (principal is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden);
        if (isRefused == isAllowed)
            violations.Add(
                $"{method} {path} ({endpoint.Metadata.GetMetadata<EndpointAccess>()}) as "
                + $"{principal?.Name ?? "a client without credentials"}: {(int)response.StatusCode}.");
    }

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        return methods.Contains("GET") && !methods.Contains("HEAD") ? [.. methods, "HEAD"] : methods;
    }
}
