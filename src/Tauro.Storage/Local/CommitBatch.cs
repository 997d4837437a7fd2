using System.Buffers;

namespace Tauro.Storage.Local;

/// <summary>Commits that share a frame and a sync. Used by the writing thread alone.</summary>
internal sealed class CommitBatch<TState>(TimeProvider time)
{
    private const int KeptCapacity = 1 << 20;
    private readonly List<PendingCommit<TState>> commits = [];
    private ArrayBufferWriter<byte> payload = new(64 << 10);

    public Change Change { get; } = new(time);

    public int Bytes => payload.WrittenCount;

    public bool IsEmpty => commits.Count == 0;

    public ReadOnlySpan<byte> Payload => payload.WrittenSpan;

    public void Append(ReadOnlySpan<byte> bytes) => payload.Write(bytes);

    /// <summary>A commit without bytes still waits for the batch: its decision may rest on changes in it.</summary>
    public void Add(PendingCommit<TState> commit) => commits.Add(commit);

    public void Complete()
    {
        foreach (var commit in commits) commit.Complete();
        Reset();
    }

    public void Fail(Exception e)
    {
        foreach (var commit in commits) commit.Fail(e);
        Reset();
    }

    private void Reset()
    {
        commits.Clear();
        if (payload.Capacity > KeptCapacity) payload = new ArrayBufferWriter<byte>(64 << 10);
        else payload.ResetWrittenCount();
    }
}
