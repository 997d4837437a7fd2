using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Policies;

/// <summary>A request that people approve a move of a model version to a stage.</summary>
public sealed record Approval
{
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the version.</summary>
    public required int Version { get; init; }

    /// <summary>The stage that the version is to move to.</summary>
    public required PolicyGate Gate { get; init; }

    public ApprovalStatus Status { get; init; }

    /// <summary>The digest of the version's files when it was requested.</summary>
    public required string Digest { get; init; }

    /// <summary>Who requested it: a claim of the client.</summary>
    public required string By { get; init; }

    public string? Comment { get; init; }

    /// <summary>At most one for each person, in the order in which they were made.</summary>
    public IReadOnlyList<ApprovalDecision> Decisions { get; init; } = [];

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>From then on it does not count; in Unix milliseconds.</summary>
    public long ExpirationTime { get; init; }
}

/// <summary>The decision of one person.</summary>
/// <param name="By">The person: a claim of the client.</param>
/// <param name="IsApproved">Whether the person approves; false to reject.</param>
/// <param name="Role">The role in which the person decides: a claim of the client.</param>
/// <param name="Comment">The reason.</param>
/// <param name="Time">Unix milliseconds.</param>
public sealed record ApprovalDecision(
    string By, bool IsApproved, string? Role = null, string? Comment = null, long Time = 0);

/// <summary>The status of a request for approval.</summary>
public enum ApprovalStatus
{
    /// <summary>It waits for people.</summary>
    Pending,

    /// <summary>Everybody has approved whom the policies ask for; one person, if they ask for none.</summary>
    Approved,

    /// <summary>A person has rejected it.</summary>
    Rejected,

    /// <summary>The version's files have changed since, so that it does not count.</summary>
    Stale,

    /// <summary>Its time is over, so that it does not count.</summary>
    Expired,
}
