using Tauro.Contracts;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>
/// A change depends on hooks that were not called yet, or were asked about something else. Call them and try again.
/// </summary>
/// <param name="Calls">The calls.</param>
public sealed record HooksNeeded(IReadOnlyList<HookCall> Calls) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.ProposalChanged,
    "The version, its model or the policy changed each time while hooks were called. Try again.");
