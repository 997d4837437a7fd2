namespace Tauro.Stores;

/// <summary>
/// More is written than the store can take in for the moment, and what waits has reached its bound; nothing of this
/// operation was written. Answered as 429.
/// </summary>
public sealed class StorageBusyException(string message) : StorageRefusalException(message);
