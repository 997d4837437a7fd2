using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Health;
using Tauro.Contracts.Json;

namespace Tauro.Gateway.Backends;

/// <summary>Checks a service: the gateway is only as ready as its services, and reports their reasons.</summary>
internal sealed class BackendCheck(Backend backend, string service) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await backend.Get(service, "/health/ready", cancellationToken);
            var readiness = await response.Content.ReadFromJsonAsync<Readiness>(TauroJson.Options, cancellationToken);
            return new HealthCheckResult((HealthStatus)readiness!.Status, Reasons(readiness));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            or System.Text.Json.JsonException)
        {
            return HealthCheckResult.Unhealthy($"The {service} service does not respond.");
        }
    }

    private static string? Reasons(Readiness readiness)
    {
        var reasons = readiness.Dependencies.Where(part => part.Status != HealthState.Healthy)
            .Select(part => $"{part.Name}: {part.Reason}").ToList();
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }
}
