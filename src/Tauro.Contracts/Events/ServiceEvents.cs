using Tauro.Contracts.Health;

namespace Tauro.Contracts.Events;

/// <summary>The service has started and opened its store.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Settings">
/// The names of the settings and connection strings that are set, sorted; without the values, which may be secret.
/// </param>
/// <param name="LockTakenFrom">
/// The process that had the lock on the store and ended without closing it; absent if the last one closed it.
/// </param>
public sealed record ServiceStarted(string Version, IReadOnlyList<string> Settings, string? LockTakenFrom = null)
    : LifecycleEvent("service");

/// <summary>
/// The result of a health check of the service has changed. When the service starts, each counts as healthy before.
/// </summary>
/// <param name="Check">The check.</param>
/// <param name="From">The result before.</param>
/// <param name="To">The result now.</param>
/// <param name="Reason">Why; absent if it is healthy now.</param>
public sealed record HealthChanged(string Check, HealthState From, HealthState To, string? Reason = null)
    : LifecycleEvent($"health/{Check}");

/// <summary>
/// Too many requests of the service to a dependency have failed; they are refused for a moment. There is no other such
/// event before <see cref="CircuitClosed"/> or a restart, however often an attempt fails again.
/// </summary>
/// <param name="Reason">The last failure.</param>
public sealed record CircuitOpened(string Dependency, string? Reason = null)
    : LifecycleEvent($"circuits/{Dependency}");

/// <summary>A request to the dependency has succeeded; no more are refused.</summary>
public sealed record CircuitClosed(string Dependency) : LifecycleEvent($"circuits/{Dependency}");
