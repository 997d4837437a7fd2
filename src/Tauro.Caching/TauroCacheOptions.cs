using System.ComponentModel.DataAnnotations;

namespace Tauro.Caching;

/// <summary>Section <c>Cache</c>.</summary>
public sealed class TauroCacheOptions
{
    public const string Section = "Cache";

    /// <summary>Entries in this process's memory. At the bound the least recently used give way.</summary>
    [Range(10, 1_000_000)]
    public int EntriesMax { get; set; } = 1_000;

    /// <summary>How long an entry is fresh, in memory and in Redis.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Fresh { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an entry that is no longer fresh may stand in while its source fails.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan StaleMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a read waits for Redis before it asks the source instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long Redis is left alone after it failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RedisPause { get; set; } = TimeSpan.FromSeconds(2);
}
