namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>The effect of a crash on unsynced changes.</summary>
internal enum CrashMode
{
    /// <summary>A power failure: all of them are lost.</summary>
    DropUnsynced,

    /// <summary>A killed process: the system still has them, but a power failure may still lose them.</summary>
    KeepAll,

    /// <summary>
    /// A power failure: the seed decides whether each write is present, lost or torn, and each name change present or
    /// lost.
    /// </summary>
    Random,
}
