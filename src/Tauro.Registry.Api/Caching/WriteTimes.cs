namespace Tauro.Registry.Api.Caching;

/// <summary>
/// Records when this process last wrote to each model. The names share a fixed number of slots, so nothing needs to be
/// cleaned up; two names in one slot only cause an unnecessary read.
/// </summary>
internal sealed class WriteTimes(TimeProvider time)
{
    private readonly long[] slots = new long[4096];

    public long Now => time.GetUtcNow().Ticks;

    public void MarkWritten(string name) => Volatile.Write(ref GetSlot(name), Now);

    public void MarkAllWritten()
    {
        for (var i = 0; i < slots.Length; i++) Volatile.Write(ref slots[i], Now);
    }

    /// <summary>Whether a value read at the given time may be older than the last write of this process.</summary>
    public bool IsStale(string name, long readAt) => readAt <= Volatile.Read(ref GetSlot(name));

    private ref long GetSlot(string name) =>
        ref slots[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)slots.Length];
}
