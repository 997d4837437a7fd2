using Tauro.Contracts.Health;

namespace Tauro.Contracts.Events;

/// <summary>The result of a health check of the service has changed.</summary>
/// <param name="Check">The check.</param>
/// <param name="From">The result before.</param>
/// <param name="To">The result now.</param>
/// <param name="Reason">Why; absent if it is healthy now.</param>
public sealed record HealthChanged(string Check, HealthState From, HealthState To, string? Reason = null)
    : LifecycleEvent($"health/{Check}");

/// <summary>Too many requests of the service to a dependency have failed; they are refused for a moment.</summary>
/// <param name="Reason">The last failure.</param>
public sealed record CircuitOpened(string Dependency, string? Reason = null)
    : LifecycleEvent($"circuits/{Dependency}");

/// <summary>A request to the dependency has succeeded; no more are refused.</summary>
public sealed record CircuitClosed(string Dependency) : LifecycleEvent($"circuits/{Dependency}");
