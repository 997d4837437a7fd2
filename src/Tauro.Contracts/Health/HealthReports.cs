namespace Tauro.Contracts.Health;

/// <summary>How a process or one of its parts is. The worst comes first.</summary>
public enum HealthState
{
    /// <summary>It does not work.</summary>
    Unhealthy,

    /// <summary>It works, but not as it should.</summary>
    Degraded,

    /// <summary>It works.</summary>
    Healthy,
}

/// <summary>The answer of <c>/health/live</c>: the process answers; nothing else was asked.</summary>
public sealed record Liveness(HealthState Status = HealthState.Healthy);

/// <summary>The answer of <c>/health/ready</c>: whether a service takes requests.</summary>
/// <param name="Status">The worst of its dependencies. Degraded still takes requests.</param>
/// <param name="Dependencies">Each dependency that was checked.</param>
public sealed record Readiness(HealthState Status, IReadOnlyList<DependencyHealth> Dependencies);

/// <summary>One dependency of a service.</summary>
/// <param name="Name"><c>store</c>, <c>redis</c>, <c>bus</c> …</param>
/// <param name="Status">How it is.</param>
/// <param name="Reason">What is amiss, for a person; absent when nothing is.</param>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
/// <param name="Details">Figures by name; absent when there are none.</param>
public sealed record DependencyHealth(
    string Name,
    HealthState Status,
    string? Reason,
    double DurationMs,
    IReadOnlyDictionary<string, object>? Details);

/// <summary>The answer of a service's <c>/status</c>: what runs in its process, what is degraded and why.</summary>
/// <param name="Service"><c>tracking</c>, <c>registry</c> or <c>gateway</c>.</param>
/// <param name="Version">The version of the build.</param>
/// <param name="Pid">The id of the process.</param>
/// <param name="StartedAt">When the process was set up.</param>
/// <param name="UptimeSeconds">Since <paramref name="StartedAt"/>.</param>
/// <param name="Status">The worst of what runs.</param>
/// <param name="Runs">Each part of the service and how it does.</param>
/// <param name="Degraded">What is amiss, one sentence each; empty when nothing is.</param>
public sealed record ServiceStatus(
    string Service,
    string Version,
    int Pid,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    HealthState Status,
    IReadOnlyList<DependencyHealth> Runs,
    IReadOnlyList<string> Degraded);

/// <summary>The answer of the gateway's <c>/status</c>: the whole suite.</summary>
/// <param name="Status">The worst of the gateway and its services.</param>
/// <param name="Services">Each process that answered, the gateway first.</param>
/// <param name="Degraded">What is amiss, one sentence each; empty when nothing is.</param>
public sealed record SuiteStatus(
    HealthState Status, IReadOnlyList<ServiceStatus> Services, IReadOnlyList<string> Degraded);
