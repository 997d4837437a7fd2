using Tauro.Stores.Decisions;
using Tauro.Stores.Events;

namespace Tauro.Stores.Local.Engine;

/// <summary>The last claim of each follower of a folder, in the memory of the process that uses the folder.</summary>
internal sealed class FollowerClaims(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FollowerClaim> claims = new(StringComparer.Ordinal);

    public FollowerClaim? Find(string follower)
    {
        lock (gate) return claims.GetValueOrDefault(follower);
    }

    public FollowerClaim Take(string follower, string holder, TimeSpan duration)
    {
        lock (gate)
        {
            var last = claims.GetValueOrDefault(follower);
            return claims[follower] = ClaimWrites.Take(last, follower, holder, duration, time.GetUtcNow());
        }
    }

    public bool Renew(FollowerClaim claim, TimeSpan duration) =>
        Replace(claim, last => ClaimWrites.Renew(last, claim, duration, time.GetUtcNow()));

    public void Release(FollowerClaim claim) =>
        Replace(claim, last => ClaimWrites.Release(last, claim));

    private bool Replace(FollowerClaim claim, Func<FollowerClaim?, FollowerClaim?> decide)
    {
        lock (gate)
        {
            if (decide(claims.GetValueOrDefault(claim.Follower)) is not { } next) return false;
            claims[claim.Follower] = next;
            return true;
        }
    }
}
