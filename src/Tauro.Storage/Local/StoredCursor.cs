namespace Tauro.Storage.Local;

/// <summary>How far a follower of the event log has come.</summary>
internal sealed record StoredCursor(string Follower, long Sequence);
