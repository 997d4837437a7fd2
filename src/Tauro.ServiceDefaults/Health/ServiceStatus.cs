using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tauro.ServiceDefaults.Health;

/// <summary>What runs in one process, what is degraded and why.</summary>
/// <param name="UptimeSeconds">Since <paramref name="StartedAt"/>.</param>
/// <param name="Runs">Each part of the service and how it does.</param>
/// <param name="Degraded">What is amiss, one sentence each; empty when nothing is.</param>
public sealed record ServiceStatus(
    string Service,
    string Version,
    int Pid,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    HealthStatus Status,
    IReadOnlyList<DependencyHealth> Runs,
    IReadOnlyList<string> Degraded)
{
    public static ServiceStatus Of(ProcessIdentity service, Readiness readiness, DateTimeOffset now) => new(
        service.Name,
        ProcessIdentity.Version,
        Environment.ProcessId,
        service.StartedAt,
        (long)(now - service.StartedAt).TotalSeconds,
        readiness.Status,
        readiness.Dependencies,
        [
            .. readiness.Dependencies.Where(part => part.Status != HealthStatus.Healthy)
                .Select(part => $"{part.Name}: {part.Reason ?? "no reason was given"}"),
        ]);
}
