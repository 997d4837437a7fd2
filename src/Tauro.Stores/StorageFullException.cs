namespace Tauro.Stores;

/// <summary>There is not enough disk space to commit; nothing was written. Returned as 507.</summary>
public sealed class StorageFullException(string message, Exception? inner = null)
    : StorageRefusalException(message, inner);
