namespace Tauro.Stores.Events;

/// <summary>How far a follower has come in a history of events.</summary>
/// <param name="Sequence">The last event that it has handled; 0 before the first.</param>
/// <param name="Time">
/// When that event was committed, kept by a follower of another service's history: there a sequence alone cannot
/// distinguish a history from one that has taken its place. Null where it was not kept.
/// </param>
public readonly record struct EventCursor(long Sequence, DateTimeOffset? Time = null);
