using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;

namespace Tauro.Gateway.Tests;

public sealed class PageTests
{
    [Fact]
    public async Task One_document_describes_both_services()
    {
        await using var tracking = await Backend.Start("tracking", MapTracking);
        await using var registry = await Backend.Start("registry", MapRegistry);
        await using var gateway = RunningGateway.Start(tracking.Address, registry.Address);

        var (status, document) = await gateway.Get("/openapi/v1.json");

        Assert.Equal(200, status);
        var paths = document.GetProperty("paths");
        Assert.Equal(
            ["/api/v1/models", "/api/v1/registry/odd", "/api/v1/runs", "/api/v1/tracking/odd"],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var name in new[] { "Run", "RegisteredModel", "Problem", "EventRecord" })
            Assert.True(schemas.TryGetProperty(name, out _), name);
        Assert.DoesNotContain("Not shown", document.GetProperty("info").ToString());
    }

    [Fact]
    public async Task A_name_that_means_two_things_is_told_apart()
    {
        await using var tracking = await Backend.Start("tracking", MapTracking);
        await using var registry = await Backend.Start("registry", MapRegistry);
        await using var gateway = RunningGateway.Start(tracking.Address, registry.Address);

        var (_, document) = await gateway.Get("/openapi/v1.json");

        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.True(schemas.GetProperty("Odd").GetProperty("properties").TryGetProperty("tracked", out _));
        Assert.True(schemas.GetProperty("RegistryOdd").GetProperty("properties").TryGetProperty("registered", out _));
        Assert.Contains("#/components/schemas/RegistryOdd",
            document.GetProperty("paths").GetProperty("/api/v1/registry/odd").ToString());
    }

    [Fact]
    public async Task A_service_that_is_down_is_left_out_and_named_and_found_again()
    {
        var address = RunningGateway.Nowhere();
        await using var tracking = await Backend.Start("tracking", MapTracking);
        await using var gateway = RunningGateway.Start(tracking.Address, address);

        var (status, half) = await gateway.Get("/openapi/v1.json");
        Assert.Equal(200, status);
        Assert.Contains("do not answer just now: registry", half.GetProperty("info").ToString());
        Assert.True(half.GetProperty("paths").TryGetProperty("/api/v1/runs", out _));

        await using var registry = await Backend.Start("registry", MapRegistry, port: new Uri(address).Port);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await gateway.Get("/openapi/v1.json")).Body.ToString().Contains("/api/v1/models"))
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
    }

    [Fact]
    public async Task The_status_page_shows_every_process_and_lets_nothing_in()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        using var response = await gateway.Http.GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("<script", html);
        Assert.Contains("<td>tracking</td>", html);
        Assert.Contains("The registry service does not answer.", html);
    }

    [Fact]
    public async Task The_status_page_encodes_what_it_is_told()
    {
        await using var gateway = RunningGateway.Start(null, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Host", "evil'onload=x\"");

        using var response = await gateway.Http.SendAsync(request);

        Assert.DoesNotContain("onload=x\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_reference_loads_nothing_from_elsewhere()
    {
        await using var gateway = RunningGateway.Start(null, null);

        using var response = await gateway.Http.GetAsync("/scalar/v1");
        var html = await response.Content.ReadAsStringAsync();

        Assert.True(response.IsSuccessStatusCode);
        Assert.DoesNotContain("https://", html);
        Assert.DoesNotContain("//cdn", html);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
    }

    private static void MapTracking(WebApplication app)
    {
        app.MapGet("/api/v1/runs", Run () => null!).WithSummary("List runs").WithTags("Runs");
        app.MapGet("/api/v1/tracking/odd", EventRecord () => null!);
        app.MapPost("/api/v1/tracking/odd", OddOne.Odd (OddOne.Odd odd) => odd);
    }

    private static void MapRegistry(WebApplication app)
    {
        app.MapGet("/api/v1/models", RegisteredModel () => null!).WithSummary("List models").WithTags("Models");
        app.MapPost("/api/v1/registry/odd", OddTwo.Odd (OddTwo.Odd odd) => odd);
        app.MapGet("/api/v1/registry/odd", EventRecord () => null!);
    }

    private static class OddOne
    {
        internal sealed record Odd(int Tracked);
    }

    private static class OddTwo
    {
        internal sealed record Odd(int Registered);
    }
}
