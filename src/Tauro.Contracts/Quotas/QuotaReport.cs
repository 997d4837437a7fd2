namespace Tauro.Contracts.Quotas;

/// <summary>The limits of one gateway, and who uses them.</summary>
/// <param name="Limits">The limits of each account and address. Those of a workspace are its own.</param>
/// <param name="Uses">
/// The accounts, workspaces and addresses that have sent something: up to 100, those with the least left first, and
/// then those that have used the most.
/// </param>
public sealed record QuotaReport(IReadOnlyList<Quota> Limits, IReadOnlyList<QuotaUse> Uses);
