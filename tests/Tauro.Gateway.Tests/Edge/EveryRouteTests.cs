using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Tauro.Gateway.Tests.Edge;

/// <summary>Rules for every route of a service, also for those that are added later.</summary>
[Collection("edge")]
public sealed class EveryRouteTests(EdgeHosts hosts)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("tracking"), InlineData("registry")]
    public async Task A_native_route_refuses_a_query_parameter_that_it_does_not_have(string name)
    {
        var routes = RoutesOf(name)
            .Where(route => route.Path.StartsWith("/api/v1/", StringComparison.Ordinal)).ToList();
        Assert.InRange(routes.Count, 20, int.MaxValue);
        var wrong = new List<string>();
        foreach (var (method, path) in routes)
        {
            var response = await Send(name, $"{method} {path}?colour=red");
            if (response.Status != 400
                || (method != "HEAD" && !response.Body.Contains("'colour'", StringComparison.Ordinal)))
                wrong.Add($"{method} {path}: {response.Status} {response.Body}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("tracking"), InlineData("registry")]
    public async Task A_route_that_has_GET_has_HEAD(string name)
    {
        var routes = RoutesOf(name).Where(route => route.Method == "GET").ToList();
        Assert.InRange(routes.Count, 20, int.MaxValue);
        var wrong = new List<string>();
        foreach (var (_, path) in routes)
        {
            var response = await Send(name, $"HEAD {path}");
            if (response.Status is 405 or (>= 500 and not 501) || response.Body.Length > 0)
                wrong.Add($"{path}: {response.Status} {response.Body}");
        }

        Assert.Empty(wrong);
    }

    private Task<EdgeResponse> Send(string name, string line) => hosts.Send(name, line).WaitAsync(Timeout);

    private IEnumerable<(string Method, string Path)> RoutesOf(string name) =>
        from route in hosts.RoutesOf(name)
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select (method, Regex.Replace($"/{route.RoutePattern.RawText!.TrimStart('/')}", @"\{[^}]*\}", "1"));
}
