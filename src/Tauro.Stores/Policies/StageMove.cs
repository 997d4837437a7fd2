using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>A move of a version to another stage.</summary>
/// <param name="Stage">The new stage.</param>
/// <param name="ArchiveExisting">Whether the other versions in the stage move to Archived.</param>
/// <param name="Evidence">What was read for the rules that need I/O; null if nothing was.</param>
/// <param name="Override">Makes the move although policies refuse it.</param>
public sealed record StageMove(
    ModelStage Stage, bool ArchiveExisting = false, GateEvidence? Evidence = null, PolicyOverride? Override = null)
{
    /// <summary>The verdicts of hooks.</summary>
    public IReadOnlyList<HookEvidence> Hooks { get; init; } = [];
}
