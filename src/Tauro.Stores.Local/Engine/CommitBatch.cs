using System.Buffers;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>Commits that share a frame and a sync. Used only by the writing thread.</summary>
internal sealed class CommitBatch<TState>(TimeProvider time, StoreMetrics? metrics)
{
    private const int KeptCapacity = 1 << 20;
    private readonly List<PendingCommit<TState>> commits = [];
    private ArrayBufferWriter<byte> payload = new(64 << 10);

    public Change Change { get; } = new(time);

    public int Bytes => payload.WrittenCount;

    public bool IsEmpty => commits.Count == 0;

    public void Append(ReadOnlySpan<byte> bytes) => payload.Write(bytes);

    /// <summary>
    /// Adds a commit. One without bytes also waits for the batch: its decision may depend on changes in it.
    /// </summary>
    public void Add(PendingCommit<TState> commit) => commits.Add(commit);

    /// <summary>Writes the batch as one frame, which is durable when this returns.</summary>
    public void WriteTo(Journal journal, StoreActivity beside)
    {
        var since = time.GetTimestamp();
        journal.Append(payload.WrittenSpan);
        metrics?.Appended(time.GetElapsedTime(since), beside);
    }

    /// <param name="beside">The current activity. If idle, the one when a commit was queued counts for it.</param>
    public void Complete(StoreActivity beside)
    {
        foreach (var commit in commits) commit.Complete();
        Measure(beside);
        Reset();
    }

    public void Fail(Exception e)
    {
        foreach (var commit in commits) commit.Fail(e);
        Reset();
    }

    private void Measure(StoreActivity beside)
    {
        if (metrics is null) return;
        var now = time.GetTimestamp();
        foreach (var commit in commits)
        {
            metrics.Committed(
                time.GetElapsedTime(commit.Since, now),
                beside == StoreActivity.Idle ? commit.Beside : beside);
        }
    }

    private void Reset()
    {
        commits.Clear();
        if (payload.Capacity > KeptCapacity) payload = new ArrayBufferWriter<byte>(64 << 10);
        else payload.ResetWrittenCount();
    }
}
