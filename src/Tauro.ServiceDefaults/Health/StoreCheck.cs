using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Checks every registered store; the worst result counts.</summary>
internal sealed class StoreCheck(IEnumerable<IStoreProbe> probes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (status, reasons) = (HealthStatus.Healthy, new List<string>());
        var details = new Dictionary<string, object>();
        foreach (var probe in probes)
        {
            var health = await probe.Check(cancellationToken);
            // A store that only refuses writes keeps the service ready, so that it is still sent reads.
            if (!health.Ready && !health.Degraded) status = HealthStatus.Unhealthy;
            else if (health.Degraded && status == HealthStatus.Healthy) status = HealthStatus.Degraded;
            if (health.Reason is { } reason) reasons.Add(reason);
            foreach (var (name, value) in health.Details) details[name] = value;
        }

        return new HealthCheckResult(status, reasons.Count == 0 ? null : string.Join(" ", reasons), data: details);
    }
}
