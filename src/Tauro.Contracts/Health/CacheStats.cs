namespace Tauro.Contracts.Health;

/// <summary>What the cache in front of a service's store has done since the start.</summary>
/// <param name="IsUsed">Whether there is a cache. A store in the same process needs none.</param>
/// <param name="Reason">Why there is no cache; absent when there is one.</param>
/// <param name="Hits">Reads from the cache, stale ones included.</param>
/// <param name="Misses">Reads from the store.</param>
/// <param name="HitRate">The share of hits among all reads; absent before the first.</param>
/// <param name="Evictions">Entries that were removed, because they were too old or too many.</param>
/// <param name="StaleHits">Reads of an entry that was too old, while the store failed.</param>
/// <param name="Entries">The entries in memory.</param>
/// <param name="Store">The figures of what serves reads instead; absent when there is a cache.</param>
public sealed record CacheStats(
    bool IsUsed,
    string? Reason,
    long Hits,
    long Misses,
    double? HitRate,
    long Evictions,
    long StaleHits,
    long Entries,
    IReadOnlyDictionary<string, object>? Store);
