namespace Tauro.ServiceDefaults.Caching;

/// <summary>Registered by a service that has a cache in front of its store.</summary>
public sealed class CacheActivity(Func<CacheCounts> read)
{
    /// <summary>Reads the counts.</summary>
    public CacheCounts Read() => read();
}
