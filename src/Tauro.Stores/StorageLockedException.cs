namespace Tauro.Stores;

/// <summary>Another live process writes to the folder; the message names it.</summary>
public sealed class StorageLockedException(string message) : Exception(message);
