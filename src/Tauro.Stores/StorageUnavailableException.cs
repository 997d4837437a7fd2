namespace Tauro.Stores;

/// <summary>
/// The store can't commit or read just now. The operation may be tried again; whether a write took effect is unknown
/// only where the message says so. Answered as 503.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null)
    : StorageRefusalException(message, inner);
