using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tauro.ServiceDefaults.Health;

/// <summary>Whether a service takes requests.</summary>
/// <param name="Status">The worst of its dependencies. Degraded still takes requests.</param>
/// <param name="Dependencies">Each dependency that was checked.</param>
public sealed record Readiness(HealthStatus Status, IReadOnlyList<DependencyHealth> Dependencies)
{
    public static Readiness Of(HealthReport report) => new(report.Status,
    [
        .. report.Entries.Select(entry => new DependencyHealth(
            entry.Key,
            entry.Value.Status,
            entry.Value.Description ?? entry.Value.Exception?.Message,
            Math.Round(entry.Value.Duration.TotalMilliseconds, 3),
            entry.Value.Data.Count == 0 ? null : entry.Value.Data)),
    ]);
}
