using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>
/// The verdict of a hook. It counts only for the proposal and the version of the policy that it is about.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="Index">The number of the rule in it, from 0.</param>
/// <param name="ProposalDigest">The <see cref="HookProposal.Digest"/> of what was sent.</param>
/// <param name="Status">The verdict.</param>
/// <param name="Message">A sentence.</param>
public sealed record HookEvidence(
    string Policy, int PolicyVersion, int Index, string ProposalDigest, RuleStatus Status, string Message);
