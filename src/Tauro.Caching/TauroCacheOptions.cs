using System.ComponentModel.DataAnnotations;

namespace Tauro.Caching;

/// <summary>Section <c>Cache</c>.</summary>
public sealed class TauroCacheOptions
{
    public const string Section = "Cache";

    /// <summary>The number of entries in memory. Beyond it, the least recently used are removed.</summary>
    [Range(10, 1_000_000)]
    public int EntriesMax { get; set; } = 1_000;

    /// <summary>How long an entry is fresh, in memory and in Redis.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Fresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stale entry may be used while its source fails.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan StaleMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a read waits for Redis before it uses the source instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long Redis is not used after a failure.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RedisPause { get; set; } = TimeSpan.FromSeconds(2);
}
