using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No run has the id.</summary>
public sealed record RunMissing(RunId RunId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.RunNotFound, $"There is no run '{NameRules.Excerpt(RunId)}'.");
