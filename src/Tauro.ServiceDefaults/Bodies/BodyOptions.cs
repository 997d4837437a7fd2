using System.ComponentModel.DataAnnotations;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>Section <c>Bodies</c>.</summary>
public sealed class BodyOptions
{
    public const string Section = "Bodies";

    private const long DefaultMin = 48L << 20;
    private const long DefaultMax = 256L << 20;

    /// <summary>
    /// Bytes of all request bodies that are in memory at a time, decompressed. Beyond that, a request is refused with
    /// 429. By default 0: a sixteenth of the memory that the process may use, between 48 and 256 MiB.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long HeldBytesMax { get; set; }

    /// <summary>
    /// How long a body that is held in memory may pause. After as much time without a byte, its request is refused with
    /// 408. Default: 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PauseMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a body that is held in memory may take from its first byte to its last. Beyond that, its request is
    /// refused with 408. Default: 5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TimeMax { get; set; } = TimeSpan.FromMinutes(5);

    internal long GetHeldBytesMax() => HeldBytesMax > 0
        ? HeldBytesMax
        : Math.Clamp(GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 16, DefaultMin, DefaultMax);
}
