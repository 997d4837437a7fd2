using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Tauro.Caching;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults.Caching;
using Tauro.ServiceDefaults.Telemetry;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane.StackExchangeRedis;
using ZiggyCreatures.Caching.Fusion.Serialization.SystemTextJson;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroCache
{
    /// <summary>
    /// Adds an <see cref="IFusionCache"/>: memory first, then Redis if it is configured, with a backplane that sends
    /// changes to the other replicas. Without Redis, or while it is unavailable, values come from memory or the source.
    /// </summary>
    public static WebApplicationBuilder AddTauroCache(this WebApplicationBuilder builder)
    {
        builder.AddTauroRedis("Each replica uses its own cache until it does.");
        builder.Services.AddOptions<TauroCacheOptions>().BindConfiguration(TauroCacheOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();

        // FusionCache logs every read at Information.
        if (builder.Configuration["Logging:LogLevel:ZiggyCreatures.Caching.Fusion"] is null)
            builder.Logging.AddFilter("ZiggyCreatures.Caching.Fusion", LogLevel.Warning);

        builder.Services.AddSingleton(provider => new MemoryCache(new MemoryCacheOptions
        {
            SizeLimit = GetOptions(provider).EntriesMax, CompactionPercentage = 0.1,
        }));
        var cache = builder.Services.AddFusionCache()
            .WithOptions((provider, fusion) => Configure(fusion, provider))
            .WithMemoryCache(provider => provider.GetRequiredService<MemoryCache>());

        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString(TauroRedis.ConnectionName)))
            cache.WithSerializer(new FusionCacheSystemTextJsonSerializer(TauroJson.Options))
                .WithDistributedCache(provider => new RedisCache(new RedisCacheOptions
                {
                    ConnectionMultiplexerFactory = () => Redis(provider),
                }))
                .WithBackplane(provider => new RedisBackplane(new RedisBackplaneOptions
                {
                    ConnectionMultiplexerFactory = () => Redis(provider),
                }));
        return builder;
    }

    /// <summary>
    /// Adds the counts of the cache, for a service that has it in front of its store. They begin when the
    /// <see cref="CacheActivity"/> is created.
    /// </summary>
    public static IServiceCollection AddTauroCacheActivity(this IServiceCollection services) =>
        services.AddSingleton(provider => new CacheActivity(new CacheCounters(
            provider.GetRequiredService<IFusionCache>(), provider.GetRequiredService<MemoryCache>()).Read));

    private static Task<IConnectionMultiplexer> Redis(IServiceProvider provider) =>
        Task.FromResult(provider.GetRequiredService<IConnectionMultiplexer>());

    private static TauroCacheOptions GetOptions(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<TauroCacheOptions>>().Value;

    private static void Configure(FusionCacheOptions fusion, IServiceProvider provider)
    {
        var options = GetOptions(provider);
        // Services may share one Redis, so the prefix keeps their entries and announcements apart.
        var prefix = $"tauro:{provider.GetRequiredService<ProcessIdentity>().Name}:";
        fusion.CacheKeyPrefix = prefix;
        fusion.BackplaneChannelPrefix = prefix + "changed";
        fusion.DistributedCacheCircuitBreakerDuration = options.RedisPause;
        fusion.BackplaneCircuitBreakerDuration = options.RedisPause;
        fusion.EnableAutoRecovery = true;
        fusion.DefaultEntryOptions = new FusionCacheEntryOptions(options.Fresh)
        {
            Size = 1,
            IsFailSafeEnabled = true,
            FailSafeMaxDuration = options.StaleMax,
            DistributedCacheSoftTimeout = options.RedisTimeout / 2,
            DistributedCacheHardTimeout = options.RedisTimeout,
            AllowBackgroundDistributedCacheOperations = true,
            AllowBackgroundBackplaneOperations = true,
        };
    }
}
