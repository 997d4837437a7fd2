using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No evaluation dataset has the id.</summary>
public sealed record DatasetMissing(DatasetId DatasetId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.DatasetNotFound,
    $"There is no evaluation dataset '{NameRules.Excerpt(DatasetId)}'.");

/// <summary>The experiment has no scorer with the name, or the scorer has no such version.</summary>
public sealed record ScorerMissing(ExperimentId ExperimentId, string Name, int? Version) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.ScorerNotFound,
    Version is { } version
        ? $"The scorer '{NameRules.Excerpt(Name)}' of the experiment {ExperimentId} has no version {version}."
        : $"The experiment {ExperimentId} has no scorer '{NameRules.Excerpt(Name)}'.");

/// <summary>No issue has the id.</summary>
public sealed record IssueMissing(IssueId IssueId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.IssueNotFound, $"There is no issue '{NameRules.Excerpt(IssueId)}'.");
