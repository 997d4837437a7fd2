namespace Tauro.Stores.Local.State;

/// <summary>The position of a follower in the event log.</summary>
internal sealed record StoredCursor(string Follower, long Sequence, DateTimeOffset? Time = null);
