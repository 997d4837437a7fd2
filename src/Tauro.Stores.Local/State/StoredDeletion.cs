namespace Tauro.Stores.Local.State;

/// <summary>
/// Files that are deleted for every reader, and on the disk as soon as may be; gone when that is done.
/// </summary>
internal sealed record StoredDeletion(string DeletionId, IReadOnlyList<string> Paths);
