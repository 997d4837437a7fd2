using System.ComponentModel.DataAnnotations;

namespace Tauro.Gateway.Availability;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class AvailabilityOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// How long a service may respond to neither a request nor the probes of its liveness before its requests fail:
    /// with 503, or with 504 if they may have changed data. 1 second to 10 minutes. A service that responds to probes
    /// may take any time for a request.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan UnresponsiveAfter { get; set; } = TimeSpan.FromSeconds(15);
}
