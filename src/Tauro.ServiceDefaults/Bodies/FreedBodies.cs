namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Collects the memory of bodies that ended. On a machine with much memory, the runtime would do so only after several
/// gigabytes of them, and keep the memory afterwards.
/// </summary>
/// <param name="bytesMax">The bytes of ended bodies after which they are collected.</param>
/// <param name="time">For the delay until the memory is given back.</param>
internal sealed class FreedBodies(long bytesMax, TimeProvider time) : IDisposable
{
    private const long LargeBytes = 1L << 20;
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);

    // Fires when no large body has ended for a while, as giving memory back stops the process for a moment.
    private readonly ITimer giveBack = time.CreateTimer(
        _ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true),
        null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private long freed;
    private bool isLarge;

    public void Add(long bytes)
    {
        if (Interlocked.Add(ref freed, bytes) >= bytesMax && Interlocked.Exchange(ref freed, 0) >= bytesMax)
        {
            isLarge = true;
            ThreadPool.QueueUserWorkItem(_ => Collect());
        }

        if (isLarge && bytes >= LargeBytes) giveBack.Change(QuietTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => giveBack.Dispose();

    private static void Collect()
    {
        var isTight = GC.GetTotalMemory(forceFullCollection: false)
            > GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 2;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: isTight, compacting: isTight);
    }
}
