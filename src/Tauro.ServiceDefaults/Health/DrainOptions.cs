using System.ComponentModel.DataAnnotations;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>
    /// How long the listener stays open after the process stops being ready. Zero by default, for a machine without a
    /// load balancer; behind one, set it to the interval of its health check.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Notice { get; set; } = TimeSpan.Zero;
}
