using Tauro.Load.Measuring;
using Tauro.Load.Scenarios;

namespace Tauro.Load.Reporting;

/// <summary>The measurements of one scenario with one number of clients.</summary>
public sealed record Row(string Scenario, int Clients)
{
    /// <summary>Intended starts per second; null for a closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>Why it could not be measured.</summary>
    public string? Skipped { get; init; }

    public long Steps { get; init; }

    public double PerSecond { get; init; }

    public string? Unit { get; init; }

    public double? UnitsPerSecond { get; init; }

    public double P50Ms { get; init; }

    public double P99Ms { get; init; }

    public double P999Ms { get; init; }

    public double MaxMs { get; init; }

    public long Errors { get; init; }

    public string? FirstError { get; init; }

    /// <summary>Acknowledged units, including those of the warm-up; only with <c>--check</c>.</summary>
    public long? Acknowledged { get; init; }

    /// <summary>Those that the server has stored; only with <c>--check</c>, if they can be counted.</summary>
    public long? Stored { get; init; }

    public double ClientCpuPercent { get; init; }

    public double? ServerCpuPercent { get; init; }

    public double? ServerPeakRssMiB { get; init; }

    public double? ServerPssMiB { get; init; }

    public static Row From(Scenario scenario, Step step, int clients, Loop loop) => new(scenario.Name, clients)
    {
        Steps = loop.Latencies.Count,
        PerSecond = loop.Latencies.Count / loop.Elapsed.TotalSeconds,
        Unit = scenario.Unit,
        UnitsPerSecond = scenario.Unit is null
            ? null : loop.Latencies.Count * step.Units / loop.Elapsed.TotalSeconds,
        P50Ms = loop.Latencies.Quantile(0.5).TotalMilliseconds,
        P99Ms = loop.Latencies.Quantile(0.99).TotalMilliseconds,
        P999Ms = loop.Latencies.Quantile(0.999).TotalMilliseconds,
        MaxMs = loop.Latencies.Max.TotalMilliseconds,
        Errors = loop.Errors,
        FirstError = loop.FirstError,
    };
}
