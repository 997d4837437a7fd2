namespace Tauro.ServiceDefaults.Caching;

/// <summary>The counts of a cache since the start.</summary>
public readonly record struct CacheCounts(long Hits, long Misses, long Evictions, long StaleHits, long Entries);
