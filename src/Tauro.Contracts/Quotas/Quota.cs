namespace Tauro.Contracts.Quotas;

/// <summary>A limit on what each account, or each address, may send to a gateway.</summary>
/// <param name="Bucket">What is limited.</param>
/// <param name="PerSecond">What flows into the bucket; 0 for no limit.</param>
/// <param name="Burst">What the bucket has at most, so that this much may be sent at a time.</param>
/// <param name="Setting">The setting of <paramref name="PerSecond"/>.</param>
public sealed record Quota(QuotaBucket Bucket, int PerSecond, int Burst, string Setting);
