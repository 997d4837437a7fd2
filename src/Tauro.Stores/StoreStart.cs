namespace Tauro.Stores;

/// <summary>
/// Opens a service's store, so that what stands in the way is told at the start and not by the first request. Nothing
/// happens when it is open already. A backend that has anything to open registers one.
/// </summary>
public sealed class StoreStart(Action open)
{
    /// <exception cref="StorageCorruptException">A file does not hold what was written to it.</exception>
    /// <exception cref="StorageLockedException">Another live process writes to the folder.</exception>
    public void Run() => open();
}
