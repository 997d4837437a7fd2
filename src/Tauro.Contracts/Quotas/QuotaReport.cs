namespace Tauro.Contracts.Quotas;

/// <summary>The limits of one gateway, and who uses them.</summary>
/// <param name="Limits">The limits.</param>
/// <param name="Uses">
/// The accounts and addresses of which a bucket is not full, or that were refused: up to 100, those with the least left
/// first.
/// </param>
public sealed record QuotaReport(IReadOnlyList<Quota> Limits, IReadOnlyList<QuotaUse> Uses);
