namespace Tauro.Stores;

/// <summary>
/// The store can't commit or read at the moment. The operation may be retried; whether a write took effect is unknown
/// only where the message says so. Returned as 503.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null)
    : StorageRefusalException(message, inner);
