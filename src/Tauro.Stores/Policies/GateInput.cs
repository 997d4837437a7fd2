using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>The state that the policies of a gate are evaluated on, as a backend loads it.</summary>
/// <param name="Gate">The change to decide about.</param>
/// <param name="Policies">The current policies of the gate, whatever their scope.</param>
public sealed record GateInput(PolicyGate Gate, IReadOnlyList<Policy> Policies)
{
    /// <summary>The last checks of the version.</summary>
    public IReadOnlyList<VersionCheck> Checks { get; init; } = [];

    /// <summary>The requests for approval of the version, oldest first.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>The version in Production with the greatest number; null if there is none.</summary>
    public ModelVersion? Production { get; init; }

    /// <summary>The last checks of that version.</summary>
    public IReadOnlyList<VersionCheck> ProductionChecks { get; init; } = [];

    public GateEvidence? Evidence { get; init; }

    /// <summary>The verdicts of hooks.</summary>
    public IReadOnlyList<HookEvidence> Hooks { get; init; } = [];

    public PolicyOverride? Override { get; init; }
}
