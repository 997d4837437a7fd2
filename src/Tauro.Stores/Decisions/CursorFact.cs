using Tauro.Stores.Events;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to the cursors of followers.</summary>
public abstract record CursorFact
{
    private CursorFact()
    {
    }

    /// <summary>How far the follower has come.</summary>
    public sealed record PutCursor(string Follower, EventCursor Cursor) : CursorFact;

    /// <summary>The follower has no cursor any more.</summary>
    public sealed record RemoveCursor(string Follower) : CursorFact;
}
