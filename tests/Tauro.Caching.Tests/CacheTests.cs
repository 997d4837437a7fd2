using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Runs;
using Tauro.TestServers;
using ZiggyCreatures.Caching.Fusion;

namespace Tauro.Caching.Tests;

public sealed class CacheTests
{
    [Fact]
    public async Task Without_Redis_values_are_cached_in_memory()
    {
        await using var replica = await Start(null);
        var reads = 0;

        for (var i = 0; i < 3; i++)
            Assert.Equal("v", await Cache(replica).GetOrSetAsync("k", _ => { reads++; return Task.FromResult("v"); }));

        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task The_number_of_entries_in_memory_is_limited()
    {
        await using var replica = await Start(null, new() { ["Cache:EntriesMax"] = "100" });
        var cache = Cache(replica);

        for (var i = 0; i < 2_000; i++) await cache.SetAsync($"k{i}", i);

        var held = 0;
        for (var i = 0; i < 2_000; i++) if ((await cache.TryGetAsync<int>($"k{i}")).HasValue) held++;
        Assert.InRange(held, 1, 100);
    }

    [Fact]
    public async Task A_value_is_unchanged_after_a_round_trip_through_Redis()
    {
        await using var redis = await RedisServer.Run();
        await using var service = await Start(redis);
        await using var two = await Start(redis);
        var point = new MetricPoint("loss", double.NaN, 17, -1);
        await Cache(service).SetAsync("point", point, Awaited);

        Assert.Equal(point, await Cache(two).GetOrDefaultAsync<MetricPoint>("point"));
    }

    [Fact]
    public async Task A_change_in_one_replica_reaches_the_other()
    {
        await using var redis = await RedisServer.Run();
        await using var service = await Start(redis);
        await using var two = await Start(redis);
        await Cache(service).SetAsync("stage", "STAGING");
        await Eventually.True(
            async () => await Cache(two).GetOrDefaultAsync<string>("stage") == "STAGING", "the value reaches two");

        await Cache(service).SetAsync("stage", "PRODUCTION");
        await Eventually.True(
            async () => await Cache(two).GetOrDefaultAsync<string>("stage") == "PRODUCTION", "the change reaches it");

        await Cache(two).RemoveAsync("stage");
        await Eventually.True(
            async () => !(await Cache(service).TryGetAsync<string>("stage")).HasValue,
            "the removal reaches replica one");
    }

    [Fact]
    public async Task Without_Redis_reads_and_writes_continue_and_replicas_agree_again_once_it_is_available()
    {
        await using var redis = await RedisServer.Run();
        await using var service = await Start(redis);
        await using var two = await Start(redis);
        await Cache(service).SetAsync("old", 1, Awaited);
        Assert.Equal(1, await Cache(two).GetOrDefaultAsync<int>("old"));

        await redis.Stop();
        var watch = Stopwatch.StartNew();
        Assert.Equal(1, await Cache(two).GetOrDefaultAsync<int>("old"));
        Assert.Equal(2, await Cache(service).GetOrSetAsync("new", _ => Task.FromResult(2)));
        await Cache(service).SetAsync("old", 3);
        Assert.Equal(3, await Cache(service).GetOrDefaultAsync<int>("old"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
        await Eventually.True(
            async () => (await service.Get("/status")).Body.ToString().Contains("Redis does not respond"),
            "the status reports that Redis is unavailable");
        Assert.Equal(200, (await service.Get("/health/ready")).Status);

        await redis.Start();
        await Eventually.True(
            async () => await Cache(two).GetOrDefaultAsync<int>("old") == 3, "the missed change arrives");
        await Eventually.True(
            async () => (await service.Get("/status")).Body.GetProperty("status").GetString() == "HEALTHY",
            "Redis is available again");
    }

    [Fact]
    public async Task A_service_starts_without_Redis_and_uses_it_once_it_is_available()
    {
        await using var redis = await RedisServer.Run();
        await redis.Stop();
        await using var service = await Start(redis);
        await using var two = await Start(redis);
        Assert.Equal(1, await Cache(service).GetOrSetAsync("k", _ => Task.FromResult(1)));
        Assert.Equal(1, await Cache(two).GetOrSetAsync("k", _ => Task.FromResult(1)));
        Assert.Equal(200, (await service.Get("/health/ready")).Status);

        await redis.Start();

        await Eventually.True(
            async () =>
            {
                await Cache(service).SetAsync("k", 2);
                return await Cache(two).GetOrDefaultAsync<int>("k") == 2;
            },
            "a change reaches the other replica");
    }

    [Fact]
    public async Task An_option_out_of_range_prevents_the_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => Start(null, new() { ["Cache:EntriesMax"] = "1" }));

        Assert.Contains("EntriesMax", refused.Message);
    }

    private static FusionCacheEntryOptions Awaited => new(TimeSpan.FromMinutes(1))
    {
        Size = 1, AllowBackgroundDistributedCacheOperations = false,
    };

    private static IFusionCache Cache(SmallService replica) => replica.App.Services.GetRequiredService<IFusionCache>();

    private static Task<SmallService> Start(RedisServer? redis, Dictionary<string, string?>? settings = null)
    {
        settings ??= [];
        settings["ConnectionStrings:redis"] = redis?.ConnectionString;
        return SmallService.Start(add: builder => builder.AddTauroCache(), settings: settings);
    }
}
