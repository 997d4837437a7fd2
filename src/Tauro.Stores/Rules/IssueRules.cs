using Tauro.Contracts;
using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on issues. Null means well-formed.</summary>
public static class IssueRules
{
    public static StoreProblem? Check(NewIssue issue) =>
        NameRules.CheckName("issue", issue.Name)
        ?? CheckLength("description", issue.Description, Limits.IssueDescriptionLengthMax)
        ?? CheckList("root_causes", issue.RootCauses)
        ?? CheckList("categories", issue.Categories)
        ?? CheckTotal([.. issue.RootCauses ?? [], .. issue.Categories ?? []])
        ?? CheckLength("created_by", issue.CreatedBy, Limits.NameLengthMax);

    public static StoreProblem? Check(IssueChange change) =>
        (change.Name is null ? null : NameRules.CheckName("issue", change.Name))
        ?? CheckLength("description", change.Description, Limits.IssueDescriptionLengthMax);

    private static StoreProblem? CheckList(string name, IReadOnlyList<string>? values) =>
        values?.Count > Limits.IssueCausesMax
            ? Over($"{values.Count} {name} were given; the limit is {Limits.IssueCausesMax}.")
            : values?.Select(value => CheckLength($"list {name}", value, Limits.IssueDescriptionLengthMax))
                .FirstOrDefault(problem => problem is not null);

    private static StoreProblem? CheckTotal(IEnumerable<string> causes) =>
        causes.Sum(cause => cause.Length) is var length and > Limits.IssueCausesLengthMax
            ? Over(
                $"The root_causes and categories have {length} characters together; the limit is "
                + $"{Limits.IssueCausesLengthMax}.")
            : null;

    private static StoreProblem? CheckLength(string name, string? value, int limit) => value?.Length > limit
        ? Over($"A value of the {name} has {value.Length} characters; the limit is {limit}.")
        : null;

    private static StoreProblem Over(string message) => StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
