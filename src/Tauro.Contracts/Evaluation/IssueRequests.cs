using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>An issue to create.</summary>
public sealed record NewIssue(
    ExperimentId ExperimentId,
    string Name,
    string Description,
    IssueStatus Status = IssueStatus.Pending,
    IssueSeverity? Severity = null,
    IReadOnlyList<string>? RootCauses = null,
    IReadOnlyList<string>? Categories = null,
    RunId? SourceRunId = null,
    string? CreatedBy = null);

/// <summary>A change of an issue; null leaves a value as it is.</summary>
public sealed record IssueChange(
    string? Name = null, string? Description = null, IssueStatus? Status = null, IssueSeverity? Severity = null);
