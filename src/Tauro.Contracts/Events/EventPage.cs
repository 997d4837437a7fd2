namespace Tauro.Contracts.Events;

/// <summary>A part of a service's event history.</summary>
/// <param name="Events">In order; without gaps, unless types were asked for.</param>
/// <param name="FirstSequence">The oldest event that is kept; one after the newest when none is.</param>
/// <param name="LastSequence">The newest event there is.</param>
/// <param name="NextAfter">
/// The last event that was looked at: pass it as <c>after</c> for the next page, while it is less than
/// <paramref name="LastSequence"/>.
/// </param>
public sealed record EventPage(
    IReadOnlyList<EventRecord> Events, long FirstSequence, long LastSequence, long NextAfter);
