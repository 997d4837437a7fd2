namespace Tauro.Stores;

/// <summary>
/// The store refused an operation for a temporary reason: it is full, unavailable or busy. The operation itself is not
/// at fault and may be retried after a while.
/// </summary>
public abstract class StorageRefusalException(string message, Exception? inner = null) : Exception(message, inner);
