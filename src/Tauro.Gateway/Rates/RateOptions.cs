using System.ComponentModel.DataAnnotations;

namespace Tauro.Gateway.Rates;

/// <summary>Section <c>Rates</c>. A rate of 0 is no limit.</summary>
internal sealed class RateOptions
{
    public const string Section = "Rates";

    private const int Max = 1_000_000_000;

    /// <summary>The requests per second of an account.</summary>
    [Range(0, Max)]
    public int RequestsPerSecond { get; set; } = 20_000;

    /// <summary>The requests that an account may send at a time.</summary>
    [Range(1, Max)]
    public int RequestsBurst { get; set; } = 60_000;

    /// <summary>The metric points per second that batches of an account write.</summary>
    [Range(0, Max)]
    public int PointsPerSecond { get; set; } = 5_000_000;

    /// <summary>The metric points that an account may write at a time.</summary>
    [Range(1, Max)]
    public int PointsBurst { get; set; } = 50_000_000;

    /// <summary>The requests per second without credentials from an address.</summary>
    [Range(0, Max)]
    public int AnonymousPerSecond { get; set; } = 50;

    /// <summary>The requests without credentials that an address may send at a time.</summary>
    [Range(1, Max)]
    public int AnonymousBurst { get; set; } = 500;

    /// <summary>The requests per second with invalid credentials from an address.</summary>
    [Range(0, Max)]
    public int FailedPerSecond { get; set; } = 10;

    /// <summary>The requests with invalid credentials that an address may send at a time.</summary>
    [Range(1, Max)]
    public int FailedBurst { get; set; } = 200;

    /// <summary>
    /// The accounts, and the addresses, that the gateway remembers. If there are more that send at the same time, the
    /// others share one bucket.
    /// </summary>
    [Range(10, 1_000_000)]
    public int SendersMax { get; set; } = 10_000;
}
