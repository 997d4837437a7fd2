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
        var (used, limit) = ((long)usedMiB << 20, 100L << 20);
        foreach (var result in new[]
        {
            MemoryCheck.Evaluate((used, limit), (1, limit), options),
            MemoryCheck.Evaluate((1, limit), (used, limit), options),
        })
        {
            Assert.Equal(expected, result.Status);
            Assert.Equal(reason is null, result.Description is null);
            Assert.Contains(reason ?? "", result.Description ?? "");
        }
    }

    [Fact]
    public void The_memory_of_a_process_is_not_compared_with_the_limit_of_its_heap()
    {
        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        // The division by percents rounds down.
        Assert.InRange(MemoryCheck.GetMemory(heap), heap.TotalAvailableMemoryBytes - 1_000, long.MaxValue);

        // In a container of 1 GiB, the limit of the heap is 768 MiB.
        var result = MemoryCheck.Evaluate((700L << 20, 1L << 30), (400L << 20, 768L << 20), options);

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal(1L << 30, result.Data["limit_bytes"]);
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
        Assert.Equal(HealthStatus.Degraded, MemoryCheck.Evaluate((10, 100), (0, 100), options).Status);
    }
}
