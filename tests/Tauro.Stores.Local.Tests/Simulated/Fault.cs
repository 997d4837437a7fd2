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
}
