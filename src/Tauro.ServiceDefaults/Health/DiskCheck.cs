using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Checks how full the disks of the stores are. A full disk can still be read.</summary>
internal sealed class DiskCheck(IEnumerable<IStoreProbe> probes, IOptions<HealthOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var worst = HealthCheckResult.Healthy();
        foreach (var probe in probes)
        {
            if ((await probe.Check(cancellationToken)).Disk is not { } disk) continue;
            var result = Evaluate(disk, options.Value);
            if (result.Status < worst.Status || worst.Data.Count == 0) worst = result;
        }

        return worst;
    }

    internal static HealthCheckResult Evaluate(DiskUsage disk, HealthOptions options)
    {
        var data = new Dictionary<string, object>
        {
            ["free_bytes"] = disk.FreeBytes, ["total_bytes"] = disk.TotalBytes,
        };
        var share = disk.TotalBytes == 0 ? 0 : 1 - (double)disk.FreeBytes / disk.TotalBytes;
        if (share < options.DiskDegraded) return HealthCheckResult.Healthy(data: data);
        var reason = string.Create(CultureInfo.InvariantCulture,
            $"The disk of the data folder is {share:P0} full, with {disk.FreeBytes >> 20} MiB free. ")
            + "Free some space, or use a larger disk.";
        return new HealthCheckResult(
            share < options.DiskUnhealthy ? HealthStatus.Degraded : HealthStatus.Unhealthy, reason, data: data);
    }
}
