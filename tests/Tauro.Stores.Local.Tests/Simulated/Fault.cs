namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>The ways in which an operation fails.</summary>
internal enum Fault
{
    /// <summary>The operation has no effect. A failed sync may lose the bytes that it should make durable.</summary>
    IoError,

    /// <summary>There is no space: nothing is written.</summary>
    DiskFull,

    /// <summary>Half of the bytes are written.</summary>
    ShortWrite,

    /// <summary>
    /// Permissions are missing, or a backup has frozen the folder: files cannot be created, renamed, deleted, opened or
    /// listed. Files that are open still work.
    /// </summary>
    Denied,

    /// <summary>An allocation of the operation fails, before the operation has any effect.</summary>
    OutOfMemory,
}
