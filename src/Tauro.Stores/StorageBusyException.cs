namespace Tauro.Stores;

/// <summary>
/// More is written than the store can handle at the moment, and its queue is full; nothing of this operation was
/// written. Returned as 429.
/// </summary>
public sealed class StorageBusyException(string message) : StorageRefusalException(message);
