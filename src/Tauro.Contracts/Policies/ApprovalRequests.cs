namespace Tauro.Contracts.Policies;

/// <summary>Requests that people approve a move of a version to a stage.</summary>
/// <param name="Gate">The stage: <c>STAGING</c>, <c>PRODUCTION</c> or <c>ARCHIVED</c>.</param>
/// <param name="By">Who requests it: a claim of the client.</param>
/// <param name="Comment">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
public sealed record NewApproval(PolicyGate Gate, string By, string? Comment = null);

/// <summary>The decision of one person about a request for approval.</summary>
/// <param name="By">The person: a claim of the client.</param>
/// <param name="Role">The role in which the person decides: a claim of the client.</param>
/// <param name="Comment">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
public sealed record NewApprovalDecision(string By, string? Role = null, string? Comment = null);

/// <summary>Withdraws the decision of one person.</summary>
public sealed record ApprovalWithdrawal
{
    /// <summary>The person: a claim of the client.</summary>
    public required string By { get; init; }
}
