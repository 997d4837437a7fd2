using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Tauro.ServiceDefaults.Health;

/// <summary>
/// Compares the memory of the process with that of the machine or container, and the managed heap with its limit. By
/// default, the heap of a process in a container may have three quarters of the container's memory.
/// </summary>
internal sealed class MemoryCheck(IOptions<HealthOptions> options) : IHealthCheck
{
    private const string HighPercent = "GCHighMemPercent";

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        return Task.FromResult(Evaluate(
            (Environment.WorkingSet, GetMemory(heap)), (heap.TotalCommittedBytes, heap.TotalAvailableMemoryBytes),
            options.Value));
    }

    /// <summary>
    /// Returns the memory of the machine or container in bytes. The runtime reports it only as the share at which the
    /// garbage collector considers it scarce.
    /// </summary>
    internal static long GetMemory(GCMemoryInfo heap) =>
        GC.GetConfigurationVariables().GetValueOrDefault(HighPercent) is long percent and > 0
            ? heap.HighMemoryLoadThresholdBytes * 100 / percent
            : heap.TotalAvailableMemoryBytes;

    /// <param name="process">The bytes that the process uses, and the memory that there is.</param>
    /// <param name="heap">The bytes that the managed heap uses, and its limit.</param>
    /// <param name="options">The thresholds.</param>
    internal static HealthCheckResult Evaluate(
        (long Used, long Limit) process, (long Used, long Limit) heap, HealthOptions options)
    {
        var data = new Dictionary<string, object>
        {
            ["used_bytes"] = process.Used, ["limit_bytes"] = process.Limit,
            ["heap_bytes"] = heap.Used, ["heap_limit_bytes"] = heap.Limit,
        };
        var (what, used, limit) = ShareOf(heap) > ShareOf(process)
            ? ("managed heap", heap.Used, heap.Limit) : ("process", process.Used, process.Limit);
        var share = ShareOf((used, limit));
        if (share < options.MemoryDegraded) return HealthCheckResult.Healthy(data: data);
        var reason = string.Create(CultureInfo.InvariantCulture,
            $"The {what} uses {used >> 20} MiB of the {limit >> 20} MiB that it may use, which is {share:P0}. ")
            + "Give the process more memory, or lower LocalStore:MemoryBytes.";
        return new HealthCheckResult(
            share < options.MemoryUnhealthy ? HealthStatus.Degraded : HealthStatus.Unhealthy, reason, data: data);
    }

    private static double ShareOf((long Used, long Limit) memory) =>
        memory.Limit == 0 ? 0 : (double)memory.Used / memory.Limit;
}
