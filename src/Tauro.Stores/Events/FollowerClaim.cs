namespace Tauro.Stores.Events;

/// <summary>The right to work as a follower, given to one holder at a time.</summary>
/// <param name="Follower">The name of the follower.</param>
/// <param name="Holder">The name of the holder; no two processes use the same name.</param>
/// <param name="Fence">
/// The fencing number: each claim of a follower has a higher one than the claims before it. Writes with an older claim
/// are refused.
/// </param>
/// <param name="Expires">The time when it expires unless it is renewed, by the clock of the store.</param>
public sealed record FollowerClaim(string Follower, string Holder, long Fence, DateTimeOffset Expires);
