using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tauro.ServiceDefaults.Health;

/// <summary>One dependency of a service.</summary>
/// <param name="Name"><c>store</c>, <c>redis</c>, <c>bus</c> …</param>
/// <param name="Reason">What is amiss, for a person.</param>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
/// <param name="Details">Figures by name.</param>
public sealed record DependencyHealth(
    string Name,
    HealthStatus Status,
    string? Reason,
    double DurationMs,
    IReadOnlyDictionary<string, object>? Details);
