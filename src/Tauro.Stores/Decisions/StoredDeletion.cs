namespace Tauro.Stores.Decisions;

/// <summary>
/// Deleted files whose bytes may still be on disk; no reader finds them. Removed once the bytes are deleted.
/// </summary>
/// <param name="DeletionId">Its id.</param>
/// <param name="Paths">The paths of the artifacts.</param>
public sealed record StoredDeletion(string DeletionId, IReadOnlyList<string> Paths);
