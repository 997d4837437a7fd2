using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Stores;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_healthy_service_is_live_and_ready()
    {
        await using var service = await WithStore(new StoreHealth(true, false, null, new Dictionary<string, object>()));

        Assert.Equal(200, (await service.Get("/health/live")).Status);
        var (status, ready) = await service.Get("/health/ready");

        Assert.Equal(200, status);
        Assert.Equal("HEALTHY", ready.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_degraded_store_is_ready_and_reports_the_reason()
    {
        await using var service = await WithStore(new StoreHealth(
            true, true, "The disk is 97% full.", new Dictionary<string, object> { ["free_bytes"] = 123L }));

        var (status, ready) = await service.Get("/health/ready");
        var (_, body) = await service.Get("/status");

        var store = Dependency(ready, "store");
        Assert.Equal(200, status);
        Assert.Equal("DEGRADED", store.GetProperty("status").GetString());
        Assert.Equal("The disk is 97% full.", store.GetProperty("reason").GetString());
        Assert.Equal(123, store.GetProperty("details").GetProperty("free_bytes").GetInt64());
        Assert.True(store.GetProperty("duration_ms").GetDouble() >= 0);
        Assert.Equal("store: The disk is 97% full.", body.GetProperty("degraded")[0].GetString());
    }

    [Fact]
    public async Task A_store_that_only_refuses_writes_keeps_the_service_ready()
    {
        await using var service = await WithStore(
            new StoreHealth(false, true, "The journal is full.", new Dictionary<string, object>()));

        var (status, ready) = await service.Get("/health/ready");

        Assert.Equal((200, "DEGRADED"), (status, ready.GetProperty("status").GetString()));
        Assert.Equal("The journal is full.", Dependency(ready, "store").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_store_that_serves_nothing_makes_the_service_not_ready_but_live()
    {
        await using var service = await WithStore(
            new StoreHealth(false, false, "The disk failed.", new Dictionary<string, object>()));

        Assert.Equal(503, (await service.Get("/health/ready")).Status);
        Assert.Equal(200, (await service.Get("/health/live")).Status);
    }

    [Fact]
    public async Task The_status_identifies_the_process()
    {
        await using var service = await SmallService.Start();

        var (status, body) = await service.Get("/status");

        Assert.Equal(200, status);
        Assert.Equal("tracking", body.GetProperty("service").GetString());
        Assert.Equal(Environment.ProcessId, body.GetProperty("pid").GetInt32());
        Assert.NotEmpty(body.GetProperty("version").GetString()!);
        Assert.True(body.GetProperty("started_at").TryGetDateTimeOffset(out _));
        Assert.NotEqual(0, body.GetProperty("runs").GetArrayLength());
        Assert.Equal(0, body.GetProperty("degraded").GetArrayLength());
    }

    [Fact]
    public async Task Metrics_are_served_as_prometheus_text()
    {
        await using var service = await SmallService.Start();
        await service.Get("/health/live");

        await Eventually.True(
            async () => (await service.Http.GetStringAsync("/metrics"))
                .Contains("http_server_request_duration_seconds"),
            "the metrics contain request durations");
    }

    [Fact]
    public async Task Every_default_endpoint_states_who_may_call_it()
    {
        await using var service = await SmallService.Start(add: builder => builder.AddTauroOpenApi("tracking"));

        var endpoints = service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.Empty(EndpointRules.FindViolations(
            endpoints, "/health/startup", "/health/live", "/health/ready"));
    }

    private static JsonElement Dependency(JsonElement readiness, string name) =>
        readiness.GetProperty("dependencies").EnumerateArray()
            .Single(d => d.GetProperty("name").GetString() == name);

    private static Task<SmallService> WithStore(StoreHealth health) =>
        SmallService.Start(add: builder => builder.Services.AddSingleton<IStoreProbe>(new Probe(health)));

    private sealed class Probe(StoreHealth health) : IStoreProbe
    {
        public ValueTask<StoreHealth> Check(CancellationToken cancel) => new(health);
    }
}
