using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Health;
using Tauro.ServiceDefaults.Telemetry;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Creates the responses of the health and status endpoints.</summary>
public static class HealthResponses
{
    extension(Readiness)
    {
        /// <summary>
        /// Creates the readiness with the results of health checks. One that is only advisory never makes the service
        /// unhealthy.
        /// </summary>
        public static Readiness Create(HealthReport report) => new(
            report.Entries.Values.Select(GetEffect).DefaultIfEmpty(HealthState.Healthy).Min(),
        [
            .. report.Entries.Select(entry => new DependencyHealth(
                entry.Key,
                (HealthState)entry.Value.Status,
                entry.Value.Description ?? entry.Value.Exception?.Message,
                Math.Round(entry.Value.Duration.TotalMilliseconds, 3),
                entry.Value.Data.Count == 0 ? null : entry.Value.Data)),
        ]);
    }

    private static HealthState GetEffect(HealthReportEntry entry) =>
        entry.Status == HealthStatus.Unhealthy && entry.Tags.Contains(HealthTags.Advisory)
            ? HealthState.Degraded
            : (HealthState)entry.Status;

    extension(ServiceStatus)
    {
        /// <summary>Creates the status of this process.</summary>
        public static ServiceStatus Create(ProcessIdentity service, Readiness readiness, DateTimeOffset now) => new(
            service.Name,
            ProcessIdentity.Version,
            Environment.ProcessId,
            service.StartedAt,
            (long)(now - service.StartedAt).TotalSeconds,
            readiness.Status,
            readiness.Dependencies,
            [
                .. readiness.Dependencies.Where(part => part.Status != HealthState.Healthy)
                    .Select(part => $"{part.Name}: {part.Reason ?? "no reason was given"}"),
            ]);
    }
}
