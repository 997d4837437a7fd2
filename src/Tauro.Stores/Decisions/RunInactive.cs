using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>The run is deleted.</summary>
public sealed record RunInactive(RunId RunId) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.RunDeleted,
    $"The run '{NameRules.Excerpt(RunId)}' is deleted; restore it first.");
