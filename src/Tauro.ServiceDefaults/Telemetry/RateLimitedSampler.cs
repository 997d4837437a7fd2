using OpenTelemetry.Trace;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>
/// Records up to a number of traces a second: all of them while a person looks, a few under load, where a trace of
/// every request would cost throughput. <c>OTEL_TRACES_SAMPLER</c> chooses another sampler.
/// </summary>
internal sealed class RateLimitedSampler(int tracesPerSecondMax, TimeProvider time) : Sampler
{
    private readonly Lock gate = new();
    private double available = tracesPerSecondMax;
    private long asked = time.GetTimestamp();

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            available += time.GetElapsedTime(asked, now).TotalSeconds * tracesPerSecondMax;
            asked = now;
            if (available > tracesPerSecondMax) available = tracesPerSecondMax;
            if (available < 1) return new SamplingResult(SamplingDecision.Drop);
            available--;
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }
    }
}
