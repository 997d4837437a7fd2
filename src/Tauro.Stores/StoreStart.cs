namespace Tauro.Stores;

/// <summary>
/// Opens a service's stores before its host starts, so that a problem ends the start and not the first request. A
/// backend that has anything to open registers one.
/// </summary>
public sealed class StoreStart(Func<CancellationToken, Task> open)
{
    /// <summary>Completes when the stores accept reads and writes. Does nothing when they are open.</summary>
    /// <exception cref="StorageCorruptException">A file does not contain what was written to it.</exception>
    /// <exception cref="StorageLockedException">Another live process writes to the folder.</exception>
    public Task Run(CancellationToken cancel = default) => open(cancel);
}
