using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Evaluation;

/// <summary>
/// A problem of quality or operation that was found in traces. The traces that show it have assessments that refer
/// to it.
/// </summary>
public sealed record Issue
{
    /// <summary><c>iss-</c> and 32 hexadecimal digits.</summary>
    public required IssueId IssueId { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public IssueStatus Status { get; init; }

    public IssueSeverity? Severity { get; init; }

    public IReadOnlyList<string> RootCauses { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The run that found the issue.</summary>
    public RunId? SourceRunId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    public string? CreatedBy { get; init; }

    /// <summary>The number of traces that refer to the issue; absent unless a search counts them.</summary>
    public int? TraceCount { get; init; }
}

/// <summary>The state of an issue.</summary>
public enum IssueStatus
{
    Pending,
    Accepted,
    Rejected,
    Resolved,
}

/// <summary>The severity of an issue, from the lowest to the highest.</summary>
public enum IssueSeverity
{
    NotAnIssue,
    Low,
    Medium,
    High,
}
