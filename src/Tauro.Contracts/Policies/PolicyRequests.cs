namespace Tauro.Contracts.Policies;

/// <summary>The content of a policy; it replaces that of the previous version.</summary>
/// <param name="Gate">What it decides about.</param>
/// <param name="Rules">1 to <see cref="Limits.PolicyRulesMax"/> rules, all of which must pass.</param>
/// <param name="Scope">The models that it applies to; all by default.</param>
/// <param name="Description">Up to <see cref="Limits.DescriptionLengthMax"/> characters.</param>
/// <param name="By">Who sets it: a claim of the client.</param>
public sealed record NewPolicy(
    PolicyGate Gate,
    IReadOnlyList<PolicyRule> Rules,
    PolicyScope? Scope = null,
    string? Description = null,
    string? By = null);

/// <summary>Registers or promotes a version although a policy refuses it.</summary>
/// <param name="Reason">Why; stored with the event.</param>
/// <param name="By">Who takes the responsibility: a claim of the client.</param>
public sealed record PolicyOverride(string Reason, string By);

/// <summary>A question: would the policies allow this?</summary>
public sealed record GatePreview
{
    /// <summary>The stage to move to: <c>STAGING</c>, <c>PRODUCTION</c> or <c>ARCHIVED</c>.</summary>
    public required PolicyGate Gate { get; init; }
}
