using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Whether there is memory for more documents. Garbage may look like them, so it is collected, now and then, before
/// anybody is refused. Asked by the writing thread.
/// </summary>
internal sealed class MemoryBound(LocalStoreOptions options, TimeProvider time, Func<bool, long> used)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CollectAgain = TimeSpan.FromSeconds(10);
    private long? looked;
    private long? collected;
    private bool isReached;

    public MemoryBound(LocalStoreOptions options, TimeProvider time)
        : this(options, time, Used)
    {
    }

    /// <exception cref="StorageBusyException">There is none.</exception>
    public void Require()
    {
        if (IsDue(looked, LookAgain)) Look();
        if (isReached)
            throw new StorageBusyException(
                $"The store holds {BytesMax >> 20} MiB in memory, its limit. Existing documents can be changed and "
                + "deleted; for new ones give the process more memory, or raise LocalStore:MemoryBytes.");
    }

    private long BytesMax => options.MemoryBytes > 0
        ? options.MemoryBytes
        : GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 5 * 4;

    private void Look()
    {
        looked = time.GetTimestamp();
        if (used(false) <= BytesMax) isReached = false;
        else if (IsDue(collected, CollectAgain))
        {
            isReached = used(true) > BytesMax;
            collected = time.GetTimestamp();
        }
    }

    private bool IsDue(long? since, TimeSpan after) => since is null || time.GetElapsedTime(since.Value) >= after;

    /// <param name="alone">Without garbage.</param>
    private static long Used(bool alone)
    {
        if (alone) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
