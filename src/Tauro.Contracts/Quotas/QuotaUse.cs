using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Quotas;

/// <summary>What is left of a limit for an account, a workspace or an address.</summary>
/// <param name="Bucket">What is limited.</param>
/// <param name="Name">The name of the account or workspace, or the address.</param>
/// <param name="AccountId">The account; absent for others.</param>
/// <param name="Available">What is in the bucket. Points are taken after they were written, so it may be less than 0.
/// </param>
/// <param name="Used">What was taken from the bucket since the gateway started, or forgot the sender.</param>
/// <param name="Refused">The requests that were refused since then.</param>
public sealed record QuotaUse(
    QuotaBucket Bucket, string Name, AccountId? AccountId, long Available, long Used, long Refused);
