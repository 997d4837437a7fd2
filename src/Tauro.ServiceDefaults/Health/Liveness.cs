using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tauro.ServiceDefaults.Health;

/// <summary>The process answers; nothing else was asked.</summary>
public sealed record Liveness
{
    public HealthStatus Status => HealthStatus.Healthy;
}
