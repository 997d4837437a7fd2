using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>The durable, ordered history of one service's events, and the cursors and claims of followers.</summary>
/// <remarks>
/// <para>
/// Events are numbered in the order of their commits, without gaps, and commits need not wait for each other for that.
/// A change and its events are one durable commit. Numbers are given to committed events by one sequencer, which is the
/// one writer of the folder in the local store; where several processes write to one database, it is the holder of a
/// claim, which moves committed events into the history. Readers see events that have their number.
/// </para>
/// <para>
/// Several processes may share a history, and each follower works in one of them: the one that holds its claim. A
/// backend keeps one row per follower, with its last claim and when that expires, by the clock of the backend. A holder
/// measures the duration from before it asked, by its own clock, so it stops before another one begins. A write that it
/// has still under way then is refused by the fencing number.
/// </para>
/// </remarks>
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
    /// Claims a follower. The claim is given unless another holder has one that has not expired. A holder that asks
    /// again gets a new claim in place of its old one.
    /// </summary>
    /// <param name="follower">The follower.</param>
    /// <param name="holder">Who asks: a name that no other process uses.</param>
    /// <param name="duration">How long the claim is valid unless it is renewed.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>The claim that is valid now: the new one, or the one that another holder has.</returns>
    ValueTask<FollowerClaim> Claim(
        string follower, string holder, TimeSpan duration, CancellationToken cancel = default);

    /// <summary>Makes a claim valid for the duration from now.</summary>
    /// <returns>False when it was released or a newer one was given out: its holder has to stop.</returns>
    ValueTask<bool> Renew(FollowerClaim claim, TimeSpan duration, CancellationToken cancel = default);

    /// <summary>Gives a claim back, so that the next one is given at once. A lost claim is ignored.</summary>
    ValueTask Release(FollowerClaim claim, CancellationToken cancel = default);

    /// <summary>
    /// Keeps how far a follower has come; durable when it completes. A cursor never goes backwards: one whose sequence
    /// is older than what is kept changes nothing.
    /// </summary>
    /// <returns>False when the claim was released or a newer one was given out: nothing was kept.</returns>
    ValueTask<bool> SetCursor(FollowerClaim claim, EventCursor cursor, CancellationToken cancel = default);

    /// <summary>
    /// Forgets how far a follower has come: the history that it followed is gone, and another begins at 1.
    /// </summary>
    /// <returns>False when the claim was released or a newer one was given out: nothing was forgotten.</returns>
    ValueTask<bool> ResetCursor(FollowerClaim claim, CancellationToken cancel = default);
}
