using Tauro.Contracts.Models;

namespace Tauro.Stores.Policies;

/// <summary>The version and the state that rules are evaluated on.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version that changes.</param>
/// <param name="Digest">The digest of its files.</param>
/// <param name="Input">What was loaded with it.</param>
/// <param name="Now">Unix milliseconds.</param>
internal sealed record GateSubject(
    RegisteredModel Model, ModelVersion Version, string Digest, GateInput Input, long Now)
{
    private HookProposal? proposal;

    /// <summary>The change that hooks are asked about; computed only if there are hooks.</summary>
    public HookProposal Proposal => proposal ??= HookProposal.Create(Input.Gate, Model, Version);
}
