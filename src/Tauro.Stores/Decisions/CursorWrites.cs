using Tauro.Stores.Events;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Decides writes to the cursors of followers. Each returns false when the claim is no longer current.
/// </summary>
public static class CursorWrites
{
    /// <summary>Moves a cursor forward, never back.</summary>
    /// <param name="claim">The claim of the caller.</param>
    /// <param name="last">The last claim of the follower.</param>
    /// <param name="kept">The stored cursor; null when there is none.</param>
    /// <param name="cursor">The new cursor.</param>
    public static Decision<CursorFact, bool> Set(
        FollowerClaim claim, FollowerClaim? last, EventCursor? kept, EventCursor cursor)
    {
        if (!ClaimWrites.IsCurrent(last, claim)) return Decision<CursorFact, bool>.Unchanged(false);
        return kept is { } before && before.Sequence >= cursor.Sequence
            ? Decision<CursorFact, bool>.Unchanged(true)
            : Decision<CursorFact, bool>.From(new CursorFact.PutCursor(claim.Follower, cursor), true);
    }

    /// <summary>Removes a cursor.</summary>
    public static Decision<CursorFact, bool> Reset(FollowerClaim claim, FollowerClaim? last, EventCursor? kept)
    {
        if (!ClaimWrites.IsCurrent(last, claim)) return Decision<CursorFact, bool>.Unchanged(false);
        return kept is null
            ? Decision<CursorFact, bool>.Unchanged(true)
            : Decision<CursorFact, bool>.From(new CursorFact.RemoveCursor(claim.Follower), true);
    }
}
