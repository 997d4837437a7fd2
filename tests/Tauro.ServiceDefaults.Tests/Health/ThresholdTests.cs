using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.ServiceDefaults.Health;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Tests.Health;

public sealed class ThresholdTests
{
    private readonly HealthOptions options = new();

    [Theory]
    [InlineData(79, HealthStatus.Healthy, null), InlineData(80, HealthStatus.Degraded, "uses 80 MiB of the 100 MiB")]
    [InlineData(94, HealthStatus.Degraded, "94"), InlineData(95, HealthStatus.Unhealthy, "95")]
    public void Memory_is_compared_with_what_the_process_may_use(int usedMiB, HealthStatus expected, string? reason)
    {
        var result = MemoryCheck.Evaluate((long)usedMiB << 20, 100L << 20, options);

        Assert.Equal(expected, result.Status);
        Assert.Equal(reason is null, result.Description is null);
        Assert.Contains(reason ?? "", result.Description ?? "");
    }

    [Theory]
    [InlineData(21, HealthStatus.Healthy), InlineData(20, HealthStatus.Degraded)]
    [InlineData(6, HealthStatus.Degraded), InlineData(5, HealthStatus.Unhealthy)]
    public void A_disk_is_degraded_and_then_unhealthy_as_it_fills(int freeMiB, HealthStatus expected) =>
        Assert.Equal(
            expected, DiskCheck.Evaluate(new DiskUsage((long)freeMiB << 20, 100L << 20), options).Status);

    [Fact]
    public void Thresholds_are_settings()
    {
        options.DiskDegraded = 0.5;
        options.MemoryDegraded = 0.1;

        Assert.Equal(HealthStatus.Degraded, DiskCheck.Evaluate(new DiskUsage(50, 100), options).Status);
        Assert.Equal(HealthStatus.Degraded, MemoryCheck.Evaluate(10, 100, options).Status);
    }
}
