using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Retention;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>What was to be deleted or purged is on hold, or something in it is.</summary>
public sealed record OnHold(Hold Hold) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.OnHold,
    $"There is a legal hold on '{NameRules.Excerpt(Hold.Resource)}', with the reason "
    + $"'{NameRules.Excerpt(Hold.Reason)}'. Release it first.");

/// <summary>There is no hold.</summary>
public sealed record HoldMissing(string Resource) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.HoldNotFound, $"There is no hold on '{NameRules.Excerpt(Resource)}'.");

/// <summary>No retention policy has the name, or it has no such version.</summary>
public sealed record RetentionPolicyMissing(string Name, int? Version = null) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.RetentionPolicyNotFound,
    Version is { } number
        ? $"The retention policy '{NameRules.Excerpt(Name)}' has no version {number}."
        : $"There is no retention policy '{NameRules.Excerpt(Name)}'.");

/// <summary>No retention job has the id.</summary>
public sealed record RetentionJobMissing(RetentionJobId JobId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.RetentionJobNotFound,
    $"There is no retention job '{NameRules.Excerpt(JobId)}'; the last {Limits.RetentionJobsMax} are remembered.");
