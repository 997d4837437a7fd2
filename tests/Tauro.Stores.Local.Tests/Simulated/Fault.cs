namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>How an operation fails.</summary>
internal enum Fault
{
    /// <summary>Nothing happens. A failed sync may have lost what it should have made durable.</summary>
    IoError,

    /// <summary>No room: nothing is written.</summary>
    DiskFull,

    /// <summary>Half of the bytes are written.</summary>
    ShortWrite,
}
