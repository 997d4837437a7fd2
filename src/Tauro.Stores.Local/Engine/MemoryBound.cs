using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Limits the memory that documents use. Garbage counts as used, so it is collected before a commit is refused, at most
/// every 10 seconds. Used only by the writing thread.
/// </summary>
internal sealed class MemoryBound(LocalStoreOptions options, TimeProvider time, Func<bool, long> used)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CollectInterval = TimeSpan.FromSeconds(10);
    private long? checkedAt;
    private long? collectedAt;
    private bool isReached;

    public MemoryBound(LocalStoreOptions options, TimeProvider time)
        : this(options, time, Used)
    {
    }

    /// <exception cref="StorageBusyException">The limit is reached.</exception>
    public void Require()
    {
        if (IsDue(checkedAt, CheckInterval)) Check();
        if (isReached)
            throw new StorageBusyException(
                $"The store uses {BytesMax >> 20} MiB of memory, which is the limit. Existing documents can be changed "
                + "and deleted; for new ones give the process more memory, or raise LocalStore:MemoryBytes.");
    }

    private long BytesMax => options.MemoryBytes > 0
        ? options.MemoryBytes
        : GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 5 * 4;

    private void Check()
    {
        checkedAt = time.GetTimestamp();
        if (used(false) <= BytesMax) isReached = false;
        else if (IsDue(collectedAt, CollectInterval))
        {
            isReached = used(true) > BytesMax;
            collectedAt = time.GetTimestamp();
        }
    }

    private bool IsDue(long? since, TimeSpan after) => since is null || time.GetElapsedTime(since.Value) >= after;

    /// <param name="collect">Whether garbage is collected first.</param>
    private static long Used(bool collect)
    {
        if (collect) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
