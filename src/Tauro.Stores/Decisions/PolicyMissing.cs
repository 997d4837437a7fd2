using Tauro.Contracts;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No policy has the name, or it has no such version.</summary>
public sealed record PolicyMissing(string Name, int? Version = null) : StoreProblem(
    ProblemKind.NotFound,
    ProblemCodes.PolicyNotFound,
    Version is { } number
        ? $"The policy '{NameRules.Excerpt(Name)}' has no version {number}."
        : $"There is no policy '{NameRules.Excerpt(Name)}'.");
