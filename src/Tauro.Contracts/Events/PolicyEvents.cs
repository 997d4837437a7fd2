using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Events;

/// <summary>A policy was created or changed.</summary>
/// <param name="Version">The new version.</param>
/// <param name="By">Who set it: a claim of the client.</param>
public sealed record PolicySet(string Name, int Version, PolicyGate Gate, string? By = null)
    : LifecycleEvent($"policies/{Name}");

/// <summary>A policy was deleted.</summary>
/// <param name="Version">The version that says so.</param>
/// <param name="By">Who deleted it: a claim of the client.</param>
public sealed record PolicyDeleted(string Name, int Version, string? By = null) : LifecycleEvent($"policies/{Name}");

/// <summary>Policies refused the registration or promotion of a model version.</summary>
/// <param name="Version">The version; absent for a registration, which gave it no number.</param>
/// <param name="Policies">The policies of which a rule has not passed.</param>
public sealed record PolicyViolated(
    string Name, int? Version, PolicyGate Gate, IReadOnlyList<PolicyReference> Policies)
    : LifecycleEvent(Version is null ? $"models/{Name}" : $"models/{Name}/versions/{Version}");

/// <summary>A model version was registered or promoted although policies refused it.</summary>
/// <param name="Policies">The policies of which a rule had not passed.</param>
/// <param name="Reason">Why they were overridden.</param>
/// <param name="By">Who overrode them: a claim of the client.</param>
public sealed record PolicyOverridden(
    string Name, int Version, PolicyGate Gate, IReadOnlyList<PolicyReference> Policies, string Reason, string By)
    : LifecycleEvent($"models/{Name}/versions/{Version}");
