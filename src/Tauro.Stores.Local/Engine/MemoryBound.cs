using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Limits the memory that documents and points use. Garbage counts as used, so it is collected before a commit is
/// refused, at most every 10 seconds. Between two collections, what was committed since the first one counts as well.
/// Used only by the writing thread.
/// </summary>
internal sealed class MemoryBound(LocalStoreOptions options, TimeProvider time, Func<bool, long> used)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CollectInterval = TimeSpan.FromSeconds(10);

    // A string has two bytes for most bytes of JSON, and its object has more.
    private const int MemoryPerByte = 3;

    // Points of runs that exist are accepted a while longer than new documents.
    private const int ShareForPoints = 8;

    private readonly long available = GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes;
    private long? checkedAt;
    private long? collectedAt;
    private long live;
    private long committed;
    private long estimate;

    public MemoryBound(LocalStoreOptions options, TimeProvider time)
        : this(options, time, Used)
    {
    }

    /// <summary>Whether new documents are refused.</summary>
    public bool IsReached => Volatile.Read(ref estimate) > BytesMax;

    private long BytesMax => options.MemoryBytes > 0 ? options.MemoryBytes : available / 2;

    /// <summary>Accepts a change of a number of bytes, or refuses it.</summary>
    /// <exception cref="StorageBusyException">The limit is reached, and the change takes memory.</exception>
    public void Require(int bytes, ChangeGrowth growth)
    {
        var change = (long)MemoryPerByte * bytes;
        var max = BytesMax;
        if (IsDue(checkedAt, CheckInterval) || estimate + change > max) Check(change, max);
        var limit = growth switch
        {
            ChangeGrowth.None => long.MaxValue,
            ChangeGrowth.Points => max + (max / ShareForPoints),
            _ => max,
        };
        if (estimate + change > limit)
            throw new StorageBusyException(
                $"The store uses {max >> 20} MiB of memory, which is the limit. Documents can be deleted, and existing "
                + "ones can be changed a little; for more give the process more memory, or raise "
                + "LocalStore:MemoryBytes.");
        committed += change;
        Volatile.Write(ref estimate, estimate + change);
    }

    private void Check(long change, long max)
    {
        checkedAt = time.GetTimestamp();
        var now = used(false);
        if (now + change <= max)
        {
            // All of it may be live.
            (live, committed) = (now, 0);
        }
        else if (IsDue(collectedAt, CollectInterval))
        {
            (live, committed) = (used(true), 0);
            collectedAt = time.GetTimestamp();
        }

        Volatile.Write(ref estimate, live + committed);
    }

    private bool IsDue(long? since, TimeSpan after) => since is null || time.GetElapsedTime(since.Value) >= after;

    /// <param name="collect">Whether garbage is collected first.</param>
    private static long Used(bool collect)
    {
        if (collect) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
