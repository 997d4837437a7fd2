using Tauro.Contracts.Ids;

namespace Tauro.Gateway.Rates;

/// <summary>An account, a workspace or an address, with its buckets.</summary>
/// <param name="Name">The name of the account or workspace, or the address.</param>
/// <param name="AccountId">The account; null for others.</param>
/// <param name="First">The bucket of requests.</param>
/// <param name="Points">The bucket of metric points; null for an address.</param>
/// <param name="Slots">The writes of a workspace that are in progress; null for no limit.</param>
internal sealed record RateSender(
    string Name, AccountId? AccountId, TokenBucket First, TokenBucket? Points = null, WriteSlots? Slots = null)
{
    public IEnumerable<TokenBucket> Buckets => Points is null ? [First] : [First, Points];

    /// <summary>Whether it can be forgotten: a new one would have as much.</summary>
    public bool IsIdle =>
        Slots is not { IsUsed: true } && Buckets.All(bucket => bucket.Available >= bucket.Quota.Burst);
}
