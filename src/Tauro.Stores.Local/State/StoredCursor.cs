namespace Tauro.Stores.Local.State;

/// <summary>How far a follower of the event log has come.</summary>
internal sealed record StoredCursor(string Follower, long Sequence, DateTimeOffset? Time = null);
