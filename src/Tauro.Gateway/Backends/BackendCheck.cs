using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Health;
using Tauro.Contracts.Json;

namespace Tauro.Gateway.Backends;

/// <summary>Checks a service and reports its reasons. The gateway is ready without it.</summary>
internal sealed class BackendCheck(Backend backend, string service) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Unlike the probes of a load balancer, the status is subject to the rules for hosts.
            using var response = await backend.Get(service, "/status", cancellationToken);
            if (!response.IsSuccessStatusCode)
                return HealthCheckResult.Unhealthy(
                    $"The {service} service responds to the gateway with {(int)response.StatusCode}.");
            var status = await response.Content.ReadFromJsonAsync<ServiceStatus>(TauroJson.Options, cancellationToken);
            return new HealthCheckResult(
                (HealthStatus)status!.Status,
                status.Degraded.Count == 0 ? null : string.Join(" ", status.Degraded));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            or System.Text.Json.JsonException)
        {
            return HealthCheckResult.Unhealthy($"The {service} service does not respond.");
        }
    }
}
