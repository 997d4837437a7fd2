using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tauro.ServiceDefaults.Health;

internal sealed class DrainCheck(Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.HasBegun
            ? HealthCheckResult.Unhealthy("The process is shutting down and completes the requests in flight.")
            : HealthCheckResult.Healthy());
}
