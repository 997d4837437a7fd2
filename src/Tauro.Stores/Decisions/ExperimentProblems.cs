using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No experiment has the id.</summary>
public sealed record ExperimentMissing(ExperimentId ExperimentId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ExperimentNotFound,
    $"There is no experiment with id '{NameRules.Excerpt(ExperimentId)}'.");

/// <summary>The experiment is deleted.</summary>
public sealed record ExperimentInactive(ExperimentId ExperimentId) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.ExperimentDeleted,
    $"The experiment '{NameRules.Excerpt(ExperimentId)}' is deleted; restore it first.");

/// <summary>Another experiment has the name; also a deleted one keeps it.</summary>
public sealed record ExperimentNameTaken(string Name, ExperimentId HolderId, bool IsDeleted) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.ExperimentNameTaken,
    $"The experiment name '{Name}' already exists, held by experiment {HolderId}"
    + $"{(IsDeleted ? ", which is deleted; restore it or" : ";")} choose another.")
{
    /// <summary>Returns the problem for those who may not see the other experiment.</summary>
    public StoreProblem WithoutHolder() =>
        StoreProblem.Conflict(Code, $"The experiment name '{Name}' already exists; choose another.");
}
