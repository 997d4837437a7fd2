using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;
using Tauro.ServiceDefaults.Telemetry;

namespace Tauro.ServiceDefaults.Tests.Telemetry;

public sealed class RateLimitedSamplerTests
{
    private readonly FakeTimeProvider time = new();
    private readonly RateLimitedSampler sampler;

    public RateLimitedSamplerTests() => sampler = new(20, time);

    [Fact]
    public void A_few_requests_are_all_traced()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, Traced(1));
            time.Advance(TimeSpan.FromMilliseconds(60));
        }
    }

    [Fact]
    public void Many_requests_are_traced_up_to_the_limit_each_second()
    {
        Assert.Equal(20, Traced(1_000));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(20, Traced(1_000));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Traced(1_000));
    }

    private int Traced(int requests) => Enumerable.Range(0, requests).Count(_ =>
        sampler.ShouldSample(default).Decision == SamplingDecision.RecordAndSample);
}
