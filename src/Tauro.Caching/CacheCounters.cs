using Microsoft.Extensions.Caching.Memory;
using Tauro.ServiceDefaults.Caching;
using ZiggyCreatures.Caching.Fusion;

namespace Tauro.Caching;

/// <summary>Counts what a cache does.</summary>
internal sealed class CacheCounters
{
    private readonly MemoryCache memory;
    private long hits;
    private long misses;
    private long stale;
    private long evictions;

    public CacheCounters(IFusionCache cache, MemoryCache memory)
    {
        this.memory = memory;
        cache.Events.Hit += (_, hit) =>
        {
            Interlocked.Increment(ref hits);
            if (hit.IsStale) Interlocked.Increment(ref stale);
        };
        cache.Events.Miss += (_, _) => Interlocked.Increment(ref misses);
        cache.Events.Memory.Eviction += (_, eviction) =>
        {
            if (eviction.Reason is EvictionReason.Expired or EvictionReason.Capacity)
                Interlocked.Increment(ref evictions);
        };
    }

    public CacheCounts Read() => new(
        Interlocked.Read(ref hits), Interlocked.Read(ref misses), Interlocked.Read(ref evictions),
        Interlocked.Read(ref stale), memory.Count);
}
