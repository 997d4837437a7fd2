using System.ComponentModel.DataAnnotations;

namespace Tauro.ServiceDefaults.Resilience;

/// <summary>Section <c>Resilience</c>: requests to another service.</summary>
public sealed class ResilienceOptions
{
    public const string Section = "Resilience";

    /// <summary>
    /// The number of attempts after the first one, for requests that change nothing. <c>TAURO_MLOPS_MAX_RETRIES</c>
    /// sets it.
    /// </summary>
    [Range(0, 20)]
    public int RetriesMax { get; set; } = 3;

    /// <summary>The pause after the first failed attempt; it doubles with each further one, and varies.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one attempt may take until the response begins.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a circuit breaker refuses requests to a service that keeps failing.</summary>
    public bool CircuitBreaker { get; set; } = true;

    /// <summary>
    /// The number of requests within <see cref="CircuitWindow"/> that opens the circuit if half of them have failed.
    /// </summary>
    [Range(2, 10_000)]
    public int CircuitFailures { get; set; } = 5;

    /// <summary>The time in which requests are counted.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan CircuitWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long requests are refused before the next one is tried.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan CircuitBreak { get; set; } = TimeSpan.FromSeconds(5);
}
