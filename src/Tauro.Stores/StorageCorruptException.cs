namespace Tauro.Stores;

/// <summary>
/// A file does not contain what was written to it. The store refuses to open rather than serve less than was
/// acknowledged; the message names the file and offset.
/// </summary>
public sealed class StorageCorruptException(string message, Exception? inner = null) : Exception(message, inner);
