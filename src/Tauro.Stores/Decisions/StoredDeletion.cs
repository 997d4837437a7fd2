namespace Tauro.Stores.Decisions;

/// <summary>
/// Files that are deleted for every reader, while their bytes may still be there; removed once those are gone.
/// </summary>
/// <param name="DeletionId">Its id.</param>
/// <param name="Paths">Of the artifacts.</param>
public sealed record StoredDeletion(string DeletionId, IReadOnlyList<string> Paths);
