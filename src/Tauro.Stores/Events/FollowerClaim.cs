namespace Tauro.Stores.Events;

/// <summary>The right to work as a follower, given to one holder at a time.</summary>
/// <param name="Follower">The follower that it is for.</param>
/// <param name="Holder">Who holds it; no two processes use the same name.</param>
/// <param name="Fence">
/// Its fencing number: each claim of a follower has a higher one than those before. What is done under an older claim
/// is refused.
/// </param>
/// <param name="Expires">When it expires unless it is renewed, by the clock of the store.</param>
public sealed record FollowerClaim(string Follower, string Holder, long Fence, DateTimeOffset Expires);
