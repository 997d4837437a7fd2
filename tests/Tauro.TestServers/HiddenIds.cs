using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Tauro.ServiceDefaults.Access;
using Tauro.Stores.Access;

namespace Tauro.TestServers;

/// <summary>
/// Calls each endpoint whose guards decide on single resources twice: with the ids of resources that the principal may
/// not see, and with ids that nothing has. Responses that differ in more than the ids are findings.
/// </summary>
/// <param name="http">A client of the service's own port.</param>
/// <param name="tokens">Signs the tokens.</param>
/// <param name="service">The name of the service.</param>
/// <param name="ids">By the name of a parameter: the id of a hidden resource, and one that nothing has.</param>
public sealed class HiddenIds(
    HttpClient http, TestTokens tokens, string service,
    IReadOnlyDictionary<string, (string Hidden, string Absent)> ids)
{
    /// <summary>The number of pairs of requests of which the second named what does not exist.</summary>
    public int Missing { get; private set; }

    /// <summary>Returns the differences, a sentence in a line.</summary>
    public async Task<string> FindDifferences(EndpointDataSource endpoints, Principal principal)
    {
        List<string> differences = [];
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<EndpointAccess>() is not { IsResourceBased: true } access) continue;
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var hidden = await Call(endpoint.RoutePattern, method, principal, pair => pair.Hidden);
                var absent = await Call(endpoint.RoutePattern, method, principal, pair => pair.Absent);
                if (absent.StartsWith("404", StringComparison.Ordinal)) Missing++;
                if (hidden != absent)
                    differences.Add(
                        $"{method} {endpoint.RoutePattern.RawText} ({access}) as {principal.Name}: {hidden}, but "
                        + $"{absent} for what does not exist.");
            }
        }

        return string.Join('\n', differences);
    }

    private async Task<string> Call(
        RoutePattern pattern, string method, Principal principal, Func<(string Hidden, string Absent), string> choose)
    {
        var path = RoutePath.Create(pattern, name => ids.TryGetValue(name, out var pair) ? choose(pair) : "1");
        // The native API refuses parameters and members that it does not know.
        var isNative = pattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal);
        var query = string.Join('&', ids.Select(id => $"{id.Key}={Uri.EscapeDataString(choose(id.Value))}"));
        using var request = new HttpRequestMessage(
            new HttpMethod(method), path + (isNative ? "" : $"?{query}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue(principal, service));
        if (isNative && method is ("POST" or "PATCH")) request.Content = JsonContent.Create(new { });
        else if (method is not ("GET" or "HEAD"))
        {
            var members = ids.ToDictionary(id => id.Key, object (id) => choose(id.Value));
            foreach (var (name, pair) in ids)
                if (name.EndsWith("_id", StringComparison.Ordinal)) members[$"{name}s"] = new[] { choose(pair) };
            request.Content = JsonContent.Create(members);
        }

        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        foreach (var id in ids.Values.Where(pair => pair.Hidden != pair.Absent).Select(choose)
            .OrderByDescending(id => id.Length))
            body = Regex.Replace(body, $@"\b{Regex.Escape(id)}\b", "id");
        // The id of the request is new in each.
        body = Regex.Replace(body, "\"traceId\":\"[^\"]*\"", "");
        return $"{(int)response.StatusCode} {body}";
    }
}
