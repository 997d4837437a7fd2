using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Events;
using Tauro.Contracts.Health;
using Tauro.Stores;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Health;

public sealed class HealthHistoryTests
{
    private const string History = "/api/v1/tracking/health/history";

    private HealthCheckResult result = HealthCheckResult.Healthy();

    [Fact]
    public async Task Each_change_is_kept_with_its_reason_and_counted()
    {
        await using var service = await Start();
        Assert.Empty((await service.Get(History)).Body.GetProperty("items").EnumerateArray());

        result = HealthCheckResult.Degraded("It is slow.");
        for (var i = 0; i < 3; i++) await service.Get("/health/ready");
        result = HealthCheckResult.Healthy();
        await service.Get("/status");

        var changes = (await service.Get(History)).Body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["DEGRADED>HEALTHY ", "HEALTHY>DEGRADED It is slow."], changes.Select(Describe));
        Assert.All(changes, change => Assert.True(change.GetProperty("time").GetInt64() > 1_700_000_000_000));
        await Eventually.True(
            async () => (await service.Http.GetStringAsync("/metrics")).Contains(
                "tauro_health_changes_total{otel_scope_name=\"Tauro.Health\",check=\"sample\",to=\"degraded\"} 1"),
            "the change is counted");
    }

    [Fact]
    public async Task Each_change_is_an_event_even_after_one_could_not_be_stored()
    {
        var writer = new RecordedEvents { Refuses = true };
        await using var service = await SmallService.Start(add: builder =>
        {
            builder.Services.AddSingleton<IEventWriter>(writer);
            builder.Services.AddHealthChecks().AddCheck("sample", () => result);
        });
        result = HealthCheckResult.Unhealthy("The disk is full.");
        await service.Get("/health/ready");
        await Eventually.True(() => writer.Attempts == 2, "the start and the change were to be stored");
        writer.Refuses = false;
        result = HealthCheckResult.Degraded("It is slow.");
        await service.Get("/health/ready");

        await Eventually.True(() => writer.Stored.Count == 1, "the next event is stored");
        Assert.Equal(
            new HealthChanged("sample", HealthState.Unhealthy, HealthState.Degraded, "It is slow."),
            writer.Stored.Single());
    }

    [Fact]
    public async Task The_start_is_an_event_with_the_names_of_the_settings_and_the_process_that_did_not_stop()
    {
        var writer = new RecordedEvents { LockTakenFrom = "process 7" };
        await using var service = await SmallService.Start(
            add: builder => builder.Services.AddSingleton<IEventWriter>(writer),
            settings: new() { ["Health:Interval"] = "00:00:20", ["ConnectionStrings:redis"] = "secret.example:6379" });

        await Eventually.True(() => writer.Stored.Count == 1, "the start is stored");
        var started = Assert.IsType<ServiceStarted>(writer.Stored.Single());
        Assert.Equal("process 7", started.LockTakenFrom);
        Assert.Contains("Health:Interval", started.Settings);
        Assert.Contains("ConnectionStrings:redis", started.Settings);
        Assert.Equal(started.Settings.Order(StringComparer.Ordinal), started.Settings);
        Assert.DoesNotContain("secret", string.Concat(started.Settings));
    }

    [Fact]
    public async Task Changes_are_noticed_without_a_probe()
    {
        await using var service = await Start(new() { ["Health:Interval"] = "00:00:01" });
        result = HealthCheckResult.Unhealthy("It is broken.");

        await Eventually.True(
            async () => (await service.Get(History)).Body.ToString().Contains("It is broken."),
            "the change is in the history");
    }

    [Fact]
    public async Task Only_the_last_hundred_changes_are_kept()
    {
        await using var service = await Start();
        for (var i = 0; i < 120; i++)
        {
            result = i % 2 == 0 ? HealthCheckResult.Degraded($"Change {i}.") : HealthCheckResult.Healthy();
            await service.Get("/health/ready");
        }

        var changes = (await service.Get(History)).Body.GetProperty("items");
        Assert.Equal(100, changes.GetArrayLength());
        Assert.Contains("Change 118.", changes.ToString());
        Assert.DoesNotContain("Change 18.", changes.ToString());
    }

    [Fact]
    public async Task A_full_disk_is_unhealthy_and_the_service_stays_ready()
    {
        await using var service = await SmallService.Start(
            add: builder => builder.Services.AddSingleton<IStoreProbe>(new FullDisk()));

        var (status, ready) = await service.Get("/health/ready");

        Assert.Equal((200, "DEGRADED"), (status, ready.GetProperty("status").GetString()));
        var disk = ready.GetProperty("dependencies").EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "disk");
        Assert.Equal("UNHEALTHY", disk.GetProperty("status").GetString());
        Assert.Contains("97 % full", disk.GetProperty("reason").GetString()!.Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task A_service_that_has_started_says_so()
    {
        await using var service = await SmallService.Start();

        Assert.Equal(200, (await service.Get("/health/startup")).Status);
    }

    private Task<SmallService> Start(Dictionary<string, string?>? settings = null) => SmallService.Start(
        add: builder => builder.Services.AddHealthChecks().AddCheck("sample", () => result), settings: settings);

    private static string Describe(JsonElement change) =>
        $"{change.GetProperty("from").GetString()}>{change.GetProperty("to").GetString()} "
        + (change.TryGetProperty("reason", out var reason) ? reason.GetString() : "");

    private sealed class FullDisk : IStoreProbe
    {
        public ValueTask<StoreHealth> Check(CancellationToken cancel) =>
            new(new StoreHealth(true, false, null, new Dictionary<string, object>())
            {
                Disk = new DiskUsage(3, 100),
            });
    }
}
