using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>The durable, ordered history of one service's events, and the cursors of those who follow it.</summary>
public interface IEventLog
{
    /// <summary>
    /// Events with a sequence greater than <paramref name="after"/>, in order, without gaps. A history that was cut by
    /// its retention answers <see cref="Contracts.ProblemCodes.EventsExpired"/> with the oldest sequence there is.
    /// </summary>
    ValueTask<StoreOutcome<IReadOnlyList<EventRecord>>> Read(
        long after, int countMax, CancellationToken cancel = default);

    /// <summary>The sequence of the newest event; 0 before the first.</summary>
    ValueTask<long> LastSequence(CancellationToken cancel = default);

    /// <summary>The sequence of the oldest event that is kept; one after the newest when none is.</summary>
    ValueTask<long> Oldest(CancellationToken cancel = default);

    /// <summary>Completes when there is an event after <paramref name="after"/>.</summary>
    ValueTask WaitForNewer(long after, CancellationToken cancel = default);

    /// <summary>How far a follower has come; 0 for one that is new.</summary>
    ValueTask<EventCursor> GetCursor(string follower, CancellationToken cancel = default);

    /// <summary>
    /// Keeps how far a follower has come; durable when it completes. A cursor never goes backwards: one whose sequence
    /// is older than what is kept changes nothing, so that a follower that was held up cannot undo what another did.
    /// </summary>
    ValueTask SetCursor(string follower, EventCursor cursor, CancellationToken cancel = default);

    /// <summary>
    /// Forgets how far a follower has come: the history that it followed is gone, and another begins at 1.
    /// </summary>
    ValueTask ResetCursor(string follower, CancellationToken cancel = default);
}
