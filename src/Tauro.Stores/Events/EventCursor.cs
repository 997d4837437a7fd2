namespace Tauro.Stores.Events;

/// <summary>The position of a follower in a history of events.</summary>
/// <param name="Sequence">The last event that it has handled; 0 before the first.</param>
/// <param name="Time">
/// The time when that event was committed. A follower of another service's history stores it, because the sequence
/// alone cannot distinguish a history from one that has replaced it. Null if it was not stored.
/// </param>
public readonly record struct EventCursor(long Sequence, DateTimeOffset? Time = null);
