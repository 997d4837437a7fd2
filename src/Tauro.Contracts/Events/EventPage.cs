namespace Tauro.Contracts.Events;

/// <summary>A piece of a service's event history.</summary>
/// <param name="Events">In order, without gaps.</param>
/// <param name="LastSequence">The newest event there is; ask on while <paramref name="Events"/> ends before it.</param>
public sealed record EventPage(IReadOnlyList<EventRecord> Events, long LastSequence);
