using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Events;

/// <summary>CI posted the result of a check of a model version.</summary>
/// <param name="Digest">The digest of the files that were checked.</param>
public sealed record CheckPosted(
    string Name, int Version, string Check, CheckStatus Status, string Digest, string? By = null)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>People were asked to approve a move of a model version.</summary>
public sealed record ApprovalRequested(string Name, int Version, ApprovalId ApprovalId, PolicyGate Gate, string By)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A person approved a move of a model version.</summary>
/// <param name="Status">The status of the request after it.</param>
public sealed record ApprovalApproved(
    string Name, int Version, ApprovalId ApprovalId, PolicyGate Gate, string By, string? Role, ApprovalStatus Status)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A person rejected a move of a model version.</summary>
public sealed record ApprovalRejected(
    string Name, int Version, ApprovalId ApprovalId, PolicyGate Gate, string By, string? Role)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>A person withdrew a decision about a move of a model version.</summary>
public sealed record ApprovalWithdrawn(string Name, int Version, ApprovalId ApprovalId, PolicyGate Gate, string By)
    : LifecycleEvent($"models/{Name}/versions/{Version}");

/// <summary>The time of a request for approval is over.</summary>
public sealed record ApprovalExpired(string Name, int Version, ApprovalId ApprovalId, PolicyGate Gate)
    : LifecycleEvent($"models/{Name}/versions/{Version}");
