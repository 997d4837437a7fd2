using System.ComponentModel.DataAnnotations;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Section <c>Health</c>: the thresholds of the health checks.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>How often all checks run, in addition to each probe. Changes are logged and kept.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The share of the memory that the process may use, for example of the limit of its container, from which it is
    /// degraded.
    /// </summary>
    [Range(0.01, 1.0)]
    public double MemoryDegraded { get; set; } = 0.8;

    /// <summary>The share of the memory from which the check is unhealthy. The service stays ready.</summary>
    [Range(0.01, 1.0)]
    public double MemoryUnhealthy { get; set; } = 0.95;

    /// <summary>The used share of the disk of the data folder from which the service is degraded.</summary>
    [Range(0.01, 1.0)]
    public double DiskDegraded { get; set; } = 0.8;

    /// <summary>
    /// The used share of the disk from which the check is unhealthy. The service stays ready, because it can still be
    /// read; when writes are refused depends on <c>LocalStore:FreeBytesMin</c>.
    /// </summary>
    [Range(0.01, 1.0)]
    public double DiskUnhealthy { get; set; } = 0.95;

    /// <summary>The number of events waiting to be published or consumed from which the service is degraded.</summary>
    [Range(1, long.MaxValue)]
    public long LagDegraded { get; set; } = 10_000;

    /// <summary>
    /// How far the clock of the machine may move against the time since the start between two checks. A larger jump,
    /// forwards or backwards, makes the service degraded for ten minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan ClockJump { get; set; } = TimeSpan.FromSeconds(5);
}
