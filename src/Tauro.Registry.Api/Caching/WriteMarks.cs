namespace Tauro.Registry.Api.Caching;

/// <summary>
/// When this process last wrote to a model. Names share a fixed number of marks, so there is nothing to clean up; two
/// names on one mark only cost a read that could have been saved.
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

    /// <summary>Whether something read at a time may lack a write of this process.</summary>
    public bool IsBehind(string name, long readAt) => readAt <= Volatile.Read(ref Of(name));

    private ref long Of(string name) =>
        ref marks[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)marks.Length];
}
