namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>What becomes of what was not synced.</summary>
internal enum CrashMode
{
    /// <summary>The power went: all of it is gone.</summary>
    DropUnsynced,

    /// <summary>The process was killed: the system still has it, and may lose it with the power yet.</summary>
    KeepAll,

    /// <summary>
    /// The power went: each write is there, gone or torn, each name change there or not, as the seed says.
    /// </summary>
    Random,
}
