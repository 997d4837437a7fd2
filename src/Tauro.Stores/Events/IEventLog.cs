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

    /// <summary>Completes when there is an event after <paramref name="after"/>.</summary>
    ValueTask WaitForNewer(long after, CancellationToken cancel = default);

    /// <summary>How far a follower has come; 0 for one that is new.</summary>
    ValueTask<long> GetCursor(string follower, CancellationToken cancel = default);

    /// <summary>Keeps how far a follower has come; durable when it completes.</summary>
    ValueTask SetCursor(string follower, long sequence, CancellationToken cancel = default);
}
