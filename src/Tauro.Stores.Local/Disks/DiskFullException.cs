namespace Tauro.Stores.Local.Disks;

/// <summary>The disk has no space for a write.</summary>
public sealed class DiskFullException(string message, Exception? inner = null) : IOException(message, inner);
