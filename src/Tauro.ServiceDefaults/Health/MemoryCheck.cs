using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Compares the memory of the process with what it may use.</summary>
internal sealed class MemoryCheck(IOptions<HealthOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Evaluate(
            Environment.WorkingSet, GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes, options.Value));

    internal static HealthCheckResult Evaluate(long used, long limit, HealthOptions options)
    {
        var data = new Dictionary<string, object> { ["used_bytes"] = used, ["limit_bytes"] = limit };
        var share = limit == 0 ? 0 : (double)used / limit;
        if (share < options.MemoryDegraded) return HealthCheckResult.Healthy(data: data);
        var reason = string.Create(CultureInfo.InvariantCulture,
            $"The process uses {used >> 20} MiB of the {limit >> 20} MiB that it may use, which is {share:P0}. ")
            + "Give it more memory, or lower LocalStore:MemoryBytes.";
        return new HealthCheckResult(
            share < options.MemoryUnhealthy ? HealthStatus.Degraded : HealthStatus.Unhealthy, reason, data: data);
    }
}
