using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>The durable, ordered history of one service's events, and the cursors and claims of followers.</summary>
/// <remarks>
/// <para>
/// Events are numbered in the order of their commits, without gaps, and commits need not wait for each other for that.
/// A change and its events are one durable commit. A single sequencer numbers the committed events. In the local store,
/// it is the only writer of the folder. If several processes write to one database, it is the holder of a claim, which
/// moves committed events into the history. Readers see only numbered events.
/// </para>
/// <para>
/// Several processes may share a history. Each follower works in only one of them: the one that holds its claim. A
/// backend keeps one row per follower, with its last claim and its expiry by the clock of the backend. A holder
/// measures the duration by its own clock, from before its request, so it stops before another one begins. If it still
/// has a write in progress then, the backend refuses it because of the fencing number.
/// </para>
/// </remarks>
public interface IEventLog
{
    /// <summary>
    /// Returns events with a sequence greater than <paramref name="after"/>, in order, without gaps. If some of them
    /// have expired, returns <see cref="Contracts.ProblemCodes.EventsExpired"/> with the oldest sequence that is kept.
    /// </summary>
    ValueTask<StoreOutcome<IReadOnlyList<EventRecord>>> Read(
        long after, int countMax, CancellationToken cancel = default);

    /// <summary>Returns the sequence of the newest event; 0 before the first.</summary>
    ValueTask<long> LastSequence(CancellationToken cancel = default);

    /// <summary>Returns the sequence of the oldest event that is kept; the newest sequence + 1 when none is.</summary>
    ValueTask<long> Oldest(CancellationToken cancel = default);

    /// <summary>Completes when there is an event after <paramref name="after"/>.</summary>
    ValueTask WaitForNewer(long after, CancellationToken cancel = default);

    /// <summary>Returns the cursor of a follower; its sequence is 0 for a new follower.</summary>
    ValueTask<EventCursor> GetCursor(string follower, CancellationToken cancel = default);

    /// <summary>
    /// Claims a follower. Succeeds unless another holder has a claim that has not expired. A holder that claims
    /// again gets a new claim that replaces its old one.
    /// </summary>
    /// <param name="follower">The follower.</param>
    /// <param name="holder">The name of the caller, which no other process uses.</param>
    /// <param name="duration">How long the claim is valid unless it is renewed.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>The valid claim: the new one, or that of another holder.</returns>
    ValueTask<FollowerClaim> Claim(
        string follower, string holder, TimeSpan duration, CancellationToken cancel = default);

    /// <summary>Extends a claim to the duration from now.</summary>
    /// <returns>False if it was released or the store has issued a newer one: the holder must stop.</returns>
    ValueTask<bool> Renew(FollowerClaim claim, TimeSpan duration, CancellationToken cancel = default);

    /// <summary>Releases a claim, so that another holder can get one at once. A lost claim is ignored.</summary>
    ValueTask Release(FollowerClaim claim, CancellationToken cancel = default);

    /// <summary>
    /// Stores the cursor of a follower; durable when it completes. A cursor never moves backwards: an older sequence
    /// than the stored one changes nothing.
    /// </summary>
    /// <returns>False if the claim was released or the store has issued a newer one: nothing was stored.</returns>
    ValueTask<bool> SetCursor(FollowerClaim claim, EventCursor cursor, CancellationToken cancel = default);

    /// <summary>
    /// Removes the cursor of a follower, because the history that it followed was replaced by one that begins at 1.
    /// </summary>
    /// <returns>False if the claim was released or the store has issued a newer one: nothing was removed.</returns>
    ValueTask<bool> ResetCursor(FollowerClaim claim, CancellationToken cancel = default);
}
