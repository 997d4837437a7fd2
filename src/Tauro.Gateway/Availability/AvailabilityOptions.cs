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

    /// <summary>
    /// How long a request waits for a service that accepts no connections, for example because it restarts, before it
    /// fails with 503. 0 turns this off. A request that has reached the service is sent again only if its method is
    /// GET, HEAD, PUT or DELETE and it has no body.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The number of requests that wait at a time; further ones fail immediately.</summary>
    [Range(1, 100_000)]
    public int HeldRequestsMax { get; set; } = 1_000;
}
