namespace Tauro.Stores;

/// <summary>
/// The store did not take an operation for a reason that passes: it is full, away or busy. The operation may be tried
/// again, with some patience; what it is about is not at fault.
/// </summary>
public abstract class StorageRefusalException(string message, Exception? inner = null) : Exception(message, inner);
