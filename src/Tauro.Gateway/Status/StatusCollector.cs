using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Health;
using Tauro.Contracts.Json;
using Tauro.Gateway.Backends;
using Tauro.ServiceDefaults.Health;
using Tauro.ServiceDefaults.Telemetry;

namespace Tauro.Gateway.Status;

/// <summary>Gets the status of all services concurrently.</summary>
internal sealed class StatusCollector(
    Backend backend, BackendNames names, HealthCheckService checks, HealthHistory history, ProcessIdentity gateway,
    TimeProvider clock)
{
    public async Task<SuiteStatus> GetStatus(CancellationToken cancel)
    {
        var results = Task.WhenAll(names.All.Select(service => GetStatus(service, cancel)));
        var report = await checks.CheckHealthAsync(cancel);
        history.Record(report);
        var readiness = Readiness.Create(report);
        var own = ServiceStatus.Create(gateway, readiness, clock.GetUtcNow());
        ServiceStatus[] services = [own, .. (await results).OfType<ServiceStatus>()];

        // The gateway's own checks count only for services that did not respond.
        var responded = services.Select(service => service.Service).ToHashSet();
        var degraded = services.Skip(1)
            .SelectMany(service => service.Degraded.Select(reason => $"{service.Service}: {reason}"))
            .Concat(readiness.Dependencies
                .Where(part => part.Status != HealthState.Healthy && !responded.Contains(part.Name))
                .Select(part => $"gateway: {part.Reason}"));
        return new SuiteStatus(services.Min(service => service.Status), services, [.. degraded]);
    }

    private async Task<ServiceStatus?> GetStatus(string service, CancellationToken cancel)
    {
        try
        {
            using var response = await backend.Get(service, "/status", cancel);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<ServiceStatus>(TauroJson.Options, cancel);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null; // the gateway's own check of this service says so
        }
    }
}
