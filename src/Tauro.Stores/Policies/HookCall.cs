using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>A call that a decision needs the verdict of.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="Index">The number of the rule in it, from 0.</param>
/// <param name="Rule">The rule; its secret is as it is stored.</param>
/// <param name="Proposal">What is proposed.</param>
public sealed record HookCall(string Policy, int PolicyVersion, int Index, PolicyRule Rule, HookProposal Proposal);
