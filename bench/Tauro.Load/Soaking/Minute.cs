using Tauro.Load.Measuring;
using Tauro.Load.Reporting;

namespace Tauro.Load.Soaking;

/// <summary>One minute of a soak.</summary>
public sealed record Minute(
    int Number, long Steps, long Errors, double P50Ms, double P99Ms, double P999Ms, double MaxMs, ProcessUse? Use)
{
    public static string Heading { get; } =
        $"{"minute",6}{"requests",10}{"errors",8}{"p50 ms",9}{"p99 ms",9}{"p99.9 ms",10}{"max ms",9}" +
        $"{"RSS MiB",9}{"PSS MiB",9}";

    public static Minute From(int number, Latencies latencies, long errors, ProcessUse? use) => new(
        number, latencies.Count, errors,
        latencies.Quantile(0.5).TotalMilliseconds,
        latencies.Quantile(0.99).TotalMilliseconds,
        latencies.Quantile(0.999).TotalMilliseconds,
        latencies.Max.TotalMilliseconds, use);

    public override string ToString() =>
        $"{Number,6}{Steps,10}{Errors,8}{Table.Time(P50Ms),9}{Table.Time(P99Ms),9}{Table.Time(P999Ms),10}" +
        $"{Table.Time(MaxMs),9}{Use?.RssMiB,9:0}{Use?.PssMiB,9:0}";
}
