using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Tauro.ServiceDefaults;
using Tauro.Caching;
using Tauro.Caching;
using ZiggyCreatures.Caching.Fusion;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroCache
{
    /// <summary>
    /// An <see cref="IFusionCache"/>: memory first, then Redis when it is configured, with a backplane by which a
    /// change reaches the other replicas. Without Redis, or while it is away, memory and the source answer.
    /// </summary>
    public static WebApplicationBuilder AddTauroCache(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TauroCacheOptions>().BindConfiguration(TauroCacheOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();

        // It tells of every read at Information.
        if (builder.Configuration["Logging:LogLevel:ZiggyCreatures.Caching.Fusion"] is null)
            builder.Logging.AddFilter("ZiggyCreatures.Caching.Fusion", LogLevel.Warning);

        var cache = builder.Services.AddFusionCache()
            .WithOptions((provider, fusion) => Configure(fusion, provider))
            .WithMemoryCache(provider => new MemoryCache(new MemoryCacheOptions
            {
                SizeLimit = OptionsOf(provider).EntriesMax, CompactionPercentage = 0.1,
            }));

        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString(TauroRedis.ConnectionName)))
            cache.WithSerializer(new CacheSerializer())
                .WithDistributedCache(provider => new RedisCache(new RedisCacheOptions
                {
                    ConnectionMultiplexerFactory =
                        () => Task.FromResult(provider.GetRequiredService<IConnectionMultiplexer>()),
                }))
                .WithBackplane(provider => new RedisBackplane(provider.GetRequiredService<IConnectionMultiplexer>()));
        return builder;
    }

    private static TauroCacheOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<TauroCacheOptions>>().Value;

    private static void Configure(FusionCacheOptions fusion, IServiceProvider provider)
    {
        var options = OptionsOf(provider);
        // Both services may share one Redis: neither may read or announce the other's entries.
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
