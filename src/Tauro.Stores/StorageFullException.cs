namespace Tauro.Stores;

/// <summary>There is not enough room to commit; nothing was written. Answered as 507.</summary>
public sealed class StorageFullException(string message, Exception? inner = null)
    : StorageRefusalException(message, inner);
