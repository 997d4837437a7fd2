namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Collects the memory of large bodies that ended. On a machine with much memory, the runtime would do so only after
/// several gigabytes of them, and keep the memory afterwards.
/// </summary>
internal sealed class FreedBodies : IDisposable
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);

    private readonly long bytesMax;
    private readonly Action<bool> collect;

    // Fires when no large body has ended for a while, as giving memory back stops the process for a moment.
    private readonly ITimer giveBack;

    private long freed;
    private bool hasCollected;

    /// <param name="time">For the delay until the memory is given back.</param>
    public FreedBodies(TimeProvider time)
        : this(GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 16, time, Collect)
    {
    }

    /// <param name="bytesMax">The bytes of ended bodies after which they are collected.</param>
    /// <param name="time">For the delay until the memory is given back.</param>
    /// <param name="collect">Collects. The argument is whether to give the memory back as well.</param>
    internal FreedBodies(long bytesMax, TimeProvider time, Action<bool> collect)
    {
        (this.bytesMax, this.collect) = (bytesMax, collect);
        giveBack = time.CreateTimer(_ => GiveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(long bytes)
    {
        if (Interlocked.Add(ref freed, bytes) >= bytesMax && Interlocked.Exchange(ref freed, 0) >= bytesMax)
        {
            hasCollected = true;
            ThreadPool.QueueUserWorkItem(_ => collect(false));
        }

        if (hasCollected) giveBack.Change(QuietTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => giveBack.Dispose();

    private void GiveBack()
    {
        hasCollected = false;
        Interlocked.Exchange(ref freed, 0);
        collect(true);
    }

    private static void Collect(bool givesBack)
    {
        var isTight = GC.GetTotalMemory(forceFullCollection: false)
            > GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 2;
        if (givesBack) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        else GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: isTight, compacting: isTight);
    }
}
