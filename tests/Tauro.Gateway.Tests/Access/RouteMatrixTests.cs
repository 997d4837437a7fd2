using Microsoft.AspNetCore.Routing;
using Tauro.Gateway.Routing;
using Tauro.TestServers.Access;
using Tauro.TestServers.Shapes;
using Yarp.ReverseProxy.Model;

namespace Tauro.Gateway.Tests.Access;

/// <summary>Each route, as accounts of every level, on the port of its service and through the gateway.</summary>
public sealed class RouteMatrixTests(AccessStack stack) : IClassFixture<AccessStack>
{
    private static readonly string[] Services = ["tracking", "registry", "identity"];

    [Theory, InlineData("tracking"), InlineData("registry"), InlineData("identity")]
    public async Task A_service_does_for_each_caller_what_the_table_says(string service)
    {
        using var http = stack.CreateClient(service);

        await Check(service, stack.EndpointsOf(service), () => new RouteMatrix(
            http, stack.Administrator, (caller, seed) => stack.CreateToken(service, caller, seed)));
    }

    [Fact]
    public async Task The_gateway_does_so_on_routes_of_its_own()
    {
        using var http = stack.CreateClient("gateway");
        var own = stack.EndpointsOf("gateway").Where(IsOwn).ToList();

        AccessTable.AssertMatches("gateway", own);
        // Only pages sign out.
        await Check("gateway", own.Where(endpoint => endpoint.RoutePattern.RawText != "/sign-out"), () =>
            new RouteMatrix(http, stack.Administrator, (caller, _) => stack.GetKey(caller)));
    }

    [Fact]
    public Task The_gateway_does_the_same() => CheckGateway(_ => "", IsForwarded);

    [Fact]
    public Task The_gateway_does_the_same_under_the_path_of_a_workspace() => CheckGateway(
        caller => caller == MatrixCaller.Elsewhere ? "/workspaces/team-b" : "/workspaces/default",
        // The other prefixes of MLflow's routes are those of the test above.
        endpoint => IsForwarded(endpoint)
            && ServedRoute.PrefixOf($"/{endpoint.RoutePattern.RawText!.TrimStart('/')}") is "" or "api");

    private async Task CheckGateway(Func<MatrixCaller, string> getPrefix, Func<RouteEndpoint, bool> isChecked)
    {
        using var http = stack.CreateClient("gateway");
        foreach (var service in Services)
            await Check(service, stack.EndpointsOf(service).Where(isChecked), () =>
                new RouteMatrix(http, stack.Administrator, (caller, _) => stack.GetKey(caller))
                {
                    HasAll = true, GetPrefix = getPrefix,
                });
    }

    /// <summary>Checks the endpoints of a process, in as many parts at a time as there are processors.</summary>
    private static async Task Check(
        string process, IEnumerable<RouteEndpoint> endpoints, Func<RouteMatrix> createMatrix)
    {
        var all = endpoints.ToList();
        Assert.InRange(all.Count, 10, 1_000);
        var found = await Task.WhenAll(all.Chunk(all.Count / Environment.ProcessorCount + 1)
            .Select(part => createMatrix().FindViolations(process, part)));
        var violations = found.SelectMany(part => part).ToList();
        Assert.True(violations.Count == 0, $"{violations.Count} wrong:\n{string.Join('\n', violations.Take(100))}");
    }

    private static bool IsOwn(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RouteModel>() is null;

    // The gateway itself sends the form of the setup, which needs no account.
    private static bool IsForwarded(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText != "/api/v1/setup" && RouteTable.Owners.Any(owner =>
            $"/{endpoint.RoutePattern.RawText!.Trim('/')}/".StartsWith($"{owner.Path}/", StringComparison.Ordinal));
}
