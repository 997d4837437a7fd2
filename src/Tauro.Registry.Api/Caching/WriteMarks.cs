namespace Tauro.Registry.Api.Caching;

/// <summary>
/// Records when this process last wrote to each model. The names share a fixed number of slots, so nothing needs to be
/// cleaned up; two names in one slot only cause an unnecessary read.
/// </summary>
internal sealed class WriteMarks(TimeProvider time)
{
    private readonly long[] marks = new long[4096];

    public long Now => time.GetUtcNow().Ticks;

    public void Wrote(string name) => Volatile.Write(ref Of(name), Now);

    public void WroteAll()
    {
        for (var i = 0; i < marks.Length; i++) Volatile.Write(ref marks[i], Now);
    }

    /// <summary>Whether a value read at the given time may be older than the last write of this process.</summary>
    public bool IsBehind(string name, long readAt) => readAt <= Volatile.Read(ref Of(name));

    private ref long Of(string name) =>
        ref marks[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)marks.Length];
}
