using System.Net;

namespace Tauro.Gateway.Tests;

public sealed class ResetTests
{
    private const string Address = "/api/v1/testing/reset";

    private static readonly Dictionary<string, string> Allowed = new() { ["TAURO_TESTING_RESET"] = "1" };

    [Fact]
    public async Task Without_the_variable_the_route_does_not_exist()
    {
        await using var gateway = RunningGateway.Start(null, null);
        using var response = await gateway.Http.PostAsync(Address, null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task It_resets_both_services()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var registry = await Backend.Start("registry");
        await using var gateway = RunningGateway.Start(tracking.Address, registry.Address, Allowed);
        using var response = await gateway.Http.PostAsync(Address, null);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task It_fails_when_one_service_is_unavailable()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null, Allowed);
        using var response = await gateway.Http.PostAsync(Address, null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("registry", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_route_of_a_service_cannot_be_reached_through_the_gateway()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, tracking.Address, Allowed);
        using var response = await gateway.Http.PostAsync("/internal/testing/reset", null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
