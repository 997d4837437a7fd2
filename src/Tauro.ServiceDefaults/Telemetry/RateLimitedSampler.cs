using OpenTelemetry.Trace;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>
/// Samples up to a number of traces per second: all of them at low load, a few at high load, where tracing every
/// request would cost throughput. <c>OTEL_TRACES_SAMPLER</c> selects another sampler.
/// </summary>
internal sealed class RateLimitedSampler(int tracesPerSecondMax, TimeProvider time) : Sampler
{
    private readonly Lock gate = new();
    private double available = tracesPerSecondMax;
    private long lastRefill = time.GetTimestamp();

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            available += time.GetElapsedTime(lastRefill, now).TotalSeconds * tracesPerSecondMax;
            lastRefill = now;
            if (available > tracesPerSecondMax) available = tracesPerSecondMax;
            if (available < 1) return new SamplingResult(SamplingDecision.Drop);
            available--;
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }
    }
}
