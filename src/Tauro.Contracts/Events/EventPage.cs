namespace Tauro.Contracts.Events;

/// <summary>A page of a service's event history.</summary>
/// <param name="Items">In order of sequence; without gaps, unless the request selects some.</param>
/// <param name="FirstSequence">The oldest event that is kept; one after the newest when none is kept.</param>
/// <param name="LastSequence">The newest event.</param>
/// <param name="NextAfter">
/// The last event examined for this page; <paramref name="LastSequence"/> if all further events are after the time that
/// the request selects. Pass it as <c>after</c> for the next page, as long as it is less than
/// <paramref name="LastSequence"/>.
/// </param>
public sealed record EventPage(
    IReadOnlyList<EventRecord> Items, long FirstSequence, long LastSequence, long NextAfter);
