using Tauro.Contracts;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No experiment has the id.</summary>
public sealed record ExperimentMissing(string ExperimentId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ExperimentNotFound,
    $"There is no experiment with id '{TextRules.Shown(ExperimentId)}'.");

/// <summary>The experiment is deleted.</summary>
public sealed record ExperimentInactive(string ExperimentId) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.ExperimentDeleted,
    $"The experiment '{TextRules.Shown(ExperimentId)}' is deleted; restore it first.");
