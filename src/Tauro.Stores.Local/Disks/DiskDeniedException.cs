namespace Tauro.Stores.Local.Disks;

/// <summary>
/// The operating system refused an operation: permissions, an immutable file, a read-only file system.
/// </summary>
public sealed class DiskDeniedException(string message, Exception? inner = null) : IOException(message, inner);
