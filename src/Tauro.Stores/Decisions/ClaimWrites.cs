using Tauro.Stores.Events;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides about the claim of a follower, from the last one that was given out for it. All that a backend keeps is that
/// one, even after it was released: its fencing number must not be given out again.
/// </summary>
public static class ClaimWrites
{
    /// <summary>A new claim, or the last one while it is another holder's and has not expired.</summary>
    /// <param name="last">The last claim of the follower; null when there was none.</param>
    /// <param name="follower">The follower.</param>
    /// <param name="holder">Who asks.</param>
    /// <param name="duration">How long a new claim is valid.</param>
    /// <param name="now">The clock of the store.</param>
    public static FollowerClaim Take(
        FollowerClaim? last, string follower, string holder, TimeSpan duration, DateTimeOffset now) =>
        last is not null && last.Holder != holder && last.Expires > now
            ? last
            : new FollowerClaim(follower, holder, (last?.Fence ?? 0) + 1, now + duration);

    /// <summary>The claim with a later expiry; null when it is no longer current.</summary>
    public static FollowerClaim? Renew(
        FollowerClaim? last, FollowerClaim claim, TimeSpan duration, DateTimeOffset now) =>
        IsCurrent(last, claim) ? claim with { Expires = now + duration } : null;

    /// <summary>
    /// What a backend keeps of a released claim: nothing that its holder could use, and the number. Null when the claim
    /// was no longer current.
    /// </summary>
    public static FollowerClaim? Release(FollowerClaim? last, FollowerClaim claim) =>
        IsCurrent(last, claim) ? claim with { Fence = claim.Fence + 1, Expires = DateTimeOffset.MinValue } : null;

    /// <summary>
    /// Whether no newer claim was given out. One that has expired is current until then: its holder does no harm.
    /// </summary>
    public static bool IsCurrent(FollowerClaim? last, FollowerClaim claim) => last?.Fence == claim.Fence;
}
