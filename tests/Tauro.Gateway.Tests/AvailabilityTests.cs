using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Gateway.Tests;

public sealed class AvailabilityTests
{
    [Fact]
    public async Task An_unavailable_service_is_reported_by_name_with_503()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        using var response = await gateway.Http.PostAsJsonAsync("/api/v1/models", new { name = "fraud" });
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Equal("upstream_unavailable", problem.GetProperty("code").GetString());
        Assert.Contains("registry", problem.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Http.GetAsync("/api/v1/runs")).StatusCode);
    }

    [Fact]
    public async Task A_service_that_becomes_available_is_used_immediately()
    {
        var address = RunningGateway.GetUnusedAddress();
        await using var gateway = RunningGateway.Start(address, null);
        Assert.Equal(503, (await gateway.Get("/api/v1/runs")).Status);

        await using var tracking = await Backend.Start("tracking", port: new Uri(address).Port);

        Assert.Equal("tracking GET /api/v1/runs", await gateway.Http.GetStringAsync("/api/v1/runs"));
    }

    [Fact]
    public async Task A_service_that_closes_the_connection_without_a_response_is_503()
    {
        await using var tracking = await Backend.Start(
            "tracking", app => app.MapGet("/api/v1/runs", (HttpContext context) => context.Abort()));
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        var (status, problem) = await gateway.Get("/api/v1/runs");

        Assert.Equal((503, "upstream_unavailable"), (status, problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("zz\r\n", 0, 400, "invalid_request")]
    [InlineData("2000000\r\n", Limits.JsonBodyBytesMax + 1, 413, "limit_exceeded")]
    public async Task A_bad_body_of_the_client_is_not_reported_as_an_error_of_the_service(
        string chunk, int length, int expected, string code)
    {
        await using var tracking = await Backend.Start("tracking", app => app.MapPost(
            "/api/v1/experiments", async (HttpRequest request) => await request.Body.CopyToAsync(Stream.Null)));
        await using var gateway = RunningGateway.Start(tracking.Address, null);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Http.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk));
        for (ReadOnlyMemory<byte> body = new byte[length]; body.Length > 0;)
            body = body[await socket.SendAsync(body)..];

        var value = "";
        var buffer = new byte[4096];
        while (!value.Contains("traceId") && await socket.ReceiveAsync(buffer) is var read and > 0)
            value += Encoding.UTF8.GetString(buffer, 0, read);

        Assert.StartsWith($"HTTP/1.1 {expected} ", value);
        Assert.Contains(code, value);
    }

    [Fact]
    public async Task The_response_of_a_service_passes_unchanged()
    {
        await using var tracking = await Backend.Start("tracking", app =>
        {
            app.MapGet("/api/v1/runs/bare", () => TypedResults.NotFound());
            app.MapGet("/api/v1/runs/full", () => TypedResults.StatusCode(507));
        });
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        using var own = await gateway.Http.GetAsync("/api/v1/runs/full");
        Assert.Equal(507, (int)own.StatusCode);
        Assert.Equal("", await own.Content.ReadAsStringAsync());
        Assert.Equal("route_not_found", (await gateway.Get("/api/v1/runs/bare")).Body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_gateway_stays_ready_without_a_service_and_its_status_reports_it()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);

        foreach (var probe in (string[])["startup", "live", "ready"])
        {
            var (status, body) = await gateway.Get($"/health/{probe}");
            Assert.Equal((200, "HEALTHY"), (status, body.GetProperty("status").GetString()));
        }

        var suite = (await gateway.Get("/status")).Body;
        Assert.Equal("UNHEALTHY", suite.GetProperty("status").GetString());
        Assert.Contains("The registry service does not respond.", suite.ToString());
    }

    [Fact]
    public async Task A_probe_of_the_gateway_does_not_wait_for_a_service_that_hangs()
    {
        var ended = new TaskCompletionSource();
        await using var tracking = await Backend.Start(
            "tracking", app => app.Use((HttpContext _, RequestDelegate _) => ended.Task));
        await using var gateway = RunningGateway.Start(tracking.Address, tracking.Address);

        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await gateway.Get("/health/ready")).Status);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
        ended.SetResult();
    }

    [Fact]
    public async Task Services_receive_their_name_as_the_host_and_no_origin()
    {
        var received = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var tracking = builder.Build();
        tracking.MapFallback("/{**rest}", (HttpContext context) =>
        {
            received[context.Request.Path] = $"{context.Request.Host}{context.Request.Headers.Origin}";
            return Results.StatusCode(403);
        });
        await tracking.StartAsync();
        await using var gateway = RunningGateway.Start(tracking.Urls.First(), null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/runs");
        request.Headers.Add("Origin", "http://localhost:3000");

        using var response = await gateway.Http.SendAsync(request);
        var (_, suite) = await gateway.Get("/status");

        Assert.Contains("The tracking service responds to the gateway with 403.", suite.ToString());
        Assert.Equal(["/api/v1/runs", "/status"], received.Keys.Order());
        Assert.All(received.Values, host => Assert.Equal("tracking", host));
    }

    [Fact]
    public async Task The_status_lists_services_and_why_they_are_degraded()
    {
        await using var tracking = await Backend.Start("tracking", add: builder =>
            builder.Services.AddSingleton<IStoreProbe>(new NearlyFull()));
        await using var web = await Backend.Start("web");
        await using var gateway = RunningGateway.Start(tracking.Address, null, web: web.Address);

        var (status, suite) = await gateway.Get("/status");

        Assert.Equal(200, status);
        Assert.Equal("UNHEALTHY", suite.GetProperty("status").GetString());
        Assert.Equal(
            ["gateway", "tracking", "web"],
            suite.GetProperty("services").EnumerateArray().Select(s => s.GetProperty("service").GetString()));
        Assert.Equal(
            ["tracking: store: The disk is 97% full.", "gateway: The registry service does not respond."],
            suite.GetProperty("degraded").EnumerateArray().Select(why => why.GetString()));
    }

    internal sealed class NearlyFull : IStoreProbe
    {
        public ValueTask<StoreHealth> Check(CancellationToken cancel) =>
            new(new StoreHealth(true, true, "The disk is 97% full.", new Dictionary<string, object>()));
    }
}
