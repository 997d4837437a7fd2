using Tauro.Stores.Events;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides requests for the claim of a follower, based on its last claim. A backend keeps only that one, even after it
/// was released, because its fencing number must not be used again.
/// </summary>
public static class ClaimWrites
{
    /// <summary>Returns a new claim, or the last one if it belongs to another holder and has not expired.</summary>
    /// <param name="last">The last claim of the follower; null when there was none.</param>
    /// <param name="follower">The follower.</param>
    /// <param name="holder">The holder that requests the claim.</param>
    /// <param name="duration">The duration of a new claim.</param>
    /// <param name="now">The current time, by the clock of the store.</param>
    public static FollowerClaim Take(
        FollowerClaim? last, string follower, string holder, TimeSpan duration, DateTimeOffset now) =>
        last is not null && last.Holder != holder && last.Expires > now
            ? last
            : new FollowerClaim(follower, holder, (last?.Fence ?? 0) + 1, now + duration);

    /// <summary>Returns the claim with a later expiry; null if it is no longer current.</summary>
    public static FollowerClaim? Renew(
        FollowerClaim? last, FollowerClaim claim, TimeSpan duration, DateTimeOffset now) =>
        IsCurrent(last, claim) ? claim with { Expires = now + duration } : null;

    /// <summary>
    /// Returns the expired claim that a backend keeps in place of a released one. It has the next number, so the holder
    /// can't use the old one. Null if the claim was no longer current.
    /// </summary>
    public static FollowerClaim? Release(FollowerClaim? last, FollowerClaim claim) =>
        IsCurrent(last, claim) ? claim with { Fence = claim.Fence + 1, Expires = DateTimeOffset.MinValue } : null;

    /// <summary>
    /// Whether there is no newer claim. An expired claim is current until there is: its holder is still the only one.
    /// </summary>
    public static bool IsCurrent(FollowerClaim? last, FollowerClaim claim) => last?.Fence == claim.Fence;
}
