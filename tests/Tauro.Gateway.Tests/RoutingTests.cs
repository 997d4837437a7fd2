using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests;

public sealed class RoutingTests
{
    private static readonly string[] Public =
    [
        "/health/startup", "/health/live", "/health/ready", "/health", "/version",
        // The styles and scripts of the pages, which the page to sign in needs, contain no data.
        "/assets/{**rest}", "/_framework/{**rest}", "/_content/{**rest}",
    ];

    // Before somebody has signed in; the setup needs its token. An ended session can be signed out.
    private static readonly string[] PublicWithAccounts = ["/sign-in", "/sign-out", "/setup", "/api/v1/setup"];

    [Theory]
    [InlineData("/api/v1/experiments", "tracking")]
    [InlineData("/api/v1/experiments/1/restore", "tracking")]
    [InlineData("/api/v1/runs/search", "tracking")]
    [InlineData("/api/v1/runs/1/artifacts/model/a%20b.bin?x=%2F&y=1%2B1", "tracking")]
    [InlineData("/api/v1/tracking/events?after=3", "tracking")]
    [InlineData("/api/v1/models", "registry")]
    [InlineData("/api/v1/models/fraud%2Feu/versions/1", "registry")]
    [InlineData("/api/v1/model-versions?stage=PRODUCTION", "registry")]
    [InlineData("/api/v1/registry/events", "registry")]
    [InlineData("/get-artifact?run_id=1&path=a", "tracking")]
    [InlineData("/model-versions/get-artifact?name=a&version=1&path=b", "registry")]
    public async Task A_path_reaches_the_service_that_owns_it_unchanged(string path, string owner)
    {
        await using var tracking = await Backend.Start("tracking");
        await using var registry = await Backend.Start("registry");
        await using var gateway = RunningGateway.Start(tracking.Address, registry.Address);

        Assert.Equal($"{owner} GET {path}", await gateway.Http.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/"), InlineData("/experiments"), InlineData("/experiments/1?q=metrics.loss%20%3C%201")]
    [InlineData("/runs/1"), InlineData("/compare?run_id=1"), InlineData("/models/a/versions/1"), InlineData("/system")]
    [InlineData("/assets/tauro.css"), InlineData("/_content/x.js"), InlineData("/_framework/blazor.web.js")]
    public async Task Pages_and_their_assets_come_from_the_web(string path)
    {
        await using var web = await Backend.Start("web");
        await using var gateway = RunningGateway.Start(null, null, web: web.Address);

        Assert.Equal($"web GET {path}", await gateway.Http.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/api/v1/modelsandmore")]
    [InlineData("/api/v2/models")]
    [InlineData("/healthy")]
    [InlineData("/nowhere")]
    // Without credentials there are no accounts.
    [InlineData("/sign-in"), InlineData("/setup"), InlineData("/account"), InlineData("/users"), InlineData("/roles/1")]
    [InlineData("/api/v1/sessions")]
    public async Task A_path_that_no_service_owns_is_a_problem(string path)
    {
        await using var gateway = RunningGateway.Start(null, null);

        var (status, problem) = await gateway.Get(path);

        Assert.Equal(404, status);
        Assert.Equal("route_not_found", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/api/v1/runs/1/artifacts/%252e%252e%252fsecret")]
    [InlineData("/api/v1/runs/1/artifacts/a%252Fb")]
    [InlineData("/api/v1/runs/1/artifacts/a%2Fb")]
    [InlineData("/api/v1/runs/1/artifacts/a%2fb")]
    [InlineData("/api/v1/runs/1/artifacts/a...b/..c/d..")]
    [InlineData("/api/v1/runs/1/artifacts/%41%c3%a9?q=../..&r=%2e%2e")]
    [InlineData("/api/v1/runs//1")]
    public async Task Any_other_path_reaches_the_service_byte_for_byte(string target)
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        var (status, body) = await gateway.SendRaw(target);

        Assert.Equal(200, status);
        Assert.Contains($"tracking GET {target}", body);
    }

    [Theory]
    [InlineData("http://localhost/api/v1/runs/1/artifacts/a%2Fb%25?x=%2F", "/api/v1/runs/1/artifacts/a%2Fb%25?x=%2F")]
    [InlineData("//api/v1/runs/a%252Fb?x=//", "/api/v1/runs/a%252Fb?x=//")]
    public async Task A_host_and_a_second_slash_are_removed_from_the_path(string target, string reached)
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        var (status, body) = await gateway.SendRaw(target);

        Assert.Equal((200, $"tracking GET {reached}"), (status, body));
    }

    [Fact]
    public async Task A_zero_byte_is_rejected_by_Kestrel()
    {
        await using var gateway = RunningGateway.Start(null, null);

        Assert.Equal(400, (await gateway.SendRaw("/api/v1/runs/%00")).Status);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_endpoint_states_who_may_call_it(bool checksCredentials)
    {
        using var folder = new TemporaryFolder();
        await using var gateway = RunningGateway.Start(null, null, new()
        {
            ["TAURO_AUTH"] = checksCredentials ? "required" : "off", ["TAURO_MLOPS_PATH"] = folder.Path,
            ["services:identity:http:0"] = RunningGateway.GetUnusedAddress(),
        });

        var endpoints = gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .ToList();

        Assert.InRange(endpoints.Count, 100, 1_000);
        Assert.Empty(EndpointRules.FindViolations(
            endpoints, checksCredentials ? [.. Public, .. PublicWithAccounts] : Public));
    }
}
