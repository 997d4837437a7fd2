using System.ComponentModel.DataAnnotations;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>
    /// How long the listener stays open after readiness has turned off. Zero by default, for a machine where nothing
    /// routes by readiness; set it to the interval of the load balancer's check where something does.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Notice { get; set; } = TimeSpan.Zero;
}
