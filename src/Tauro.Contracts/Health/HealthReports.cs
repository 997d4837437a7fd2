namespace Tauro.Contracts.Health;

/// <summary>The health of a process or of one of its parts, worst first.</summary>
public enum HealthState
{
    /// <summary>It does not work.</summary>
    Unhealthy,

    /// <summary>It works, but not as it should.</summary>
    Degraded,

    /// <summary>It works.</summary>
    Healthy,
}

/// <summary>The response of <c>/health/live</c>: the process responds; nothing else is checked.</summary>
public sealed record Liveness(HealthState Status = HealthState.Healthy);

/// <summary>The response of <c>/health/ready</c>: whether a service takes requests.</summary>
/// <param name="Status">The worst of its dependencies. A degraded service still takes requests.</param>
/// <param name="Dependencies">Each dependency that was checked.</param>
public sealed record Readiness(HealthState Status, IReadOnlyList<DependencyHealth> Dependencies);

/// <summary>One dependency of a service.</summary>
/// <param name="Name"><c>store</c>, <c>redis</c>, <c>bus</c> …</param>
/// <param name="Status">Its health.</param>
/// <param name="Reason">What is wrong, in words; absent when nothing is.</param>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
/// <param name="Details">Figures by name; absent when there are none.</param>
public sealed record DependencyHealth(
    string Name,
    HealthState Status,
    string? Reason,
    double DurationMs,
    IReadOnlyDictionary<string, object>? Details);

/// <summary>The response of a service's <c>/status</c>: what runs in its process, what is degraded and why.</summary>
/// <param name="Service"><c>tracking</c>, <c>registry</c> or <c>gateway</c>.</param>
/// <param name="Version">The version of the build.</param>
/// <param name="Pid">The id of the process.</param>
/// <param name="StartedAt">When the process started.</param>
/// <param name="UptimeSeconds">Since <paramref name="StartedAt"/>.</param>
/// <param name="Status">The worst of its parts.</param>
/// <param name="Runs">Each part of the service, with its health.</param>
/// <param name="Degraded">What is wrong, one sentence each; empty when nothing is.</param>
public sealed record ServiceStatus(
    string Service,
    string Version,
    int Pid,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    HealthState Status,
    IReadOnlyList<DependencyHealth> Runs,
    IReadOnlyList<string> Degraded);

/// <summary>The response of the gateway's <c>/status</c>: all services together.</summary>
/// <param name="Status">The worst of the gateway and its services.</param>
/// <param name="Services">Each process that responded, the gateway first.</param>
/// <param name="Degraded">What is wrong, one sentence each; empty when nothing is.</param>
public sealed record SuiteStatus(
    HealthState Status, IReadOnlyList<ServiceStatus> Services, IReadOnlyList<string> Degraded);
