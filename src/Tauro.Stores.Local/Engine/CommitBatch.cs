using System.Buffers;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>Commits that share a frame and a sync. Used only by the writing thread.</summary>
internal sealed class CommitBatch<TState>(TimeProvider time, StoreMetrics? metrics)
{
    private readonly List<PendingCommit<TState>> commits = [];
    private readonly ReusedBuffer payload = new();

    public Change Change { get; } = new(time);

    public int Bytes => payload.Written.Length;

    public bool IsEmpty => commits.Count == 0;

    public void Append(ReadOnlySpan<byte> bytes) => payload.Write(bytes);

    /// <summary>
    /// Adds a commit. One without bytes also waits for the batch: its decision may depend on changes in it.
    /// </summary>
    public void Add(PendingCommit<TState> commit) => commits.Add(commit);

    /// <summary>Writes the batch as one frame, which is durable when this returns.</summary>
    public void WriteTo(Journal journal, StoreActivity activity)
    {
        var since = time.GetTimestamp();
        journal.Append(payload.Written);
        metrics?.Appended(time.GetElapsedTime(since), activity);
    }

    /// <param name="activity">The current activity. If idle, the one when a commit was queued counts for it.</param>
    public void Complete(StoreActivity activity)
    {
        foreach (var commit in commits) commit.Complete();
        Measure(activity);
        Reset();
    }

    public void Fail(Exception e)
    {
        foreach (var commit in commits) commit.Fail(e);
        Reset();
    }

    private void Measure(StoreActivity activity)
    {
        if (metrics is null) return;
        var now = time.GetTimestamp();
        foreach (var commit in commits)
        {
            metrics.Committed(
                time.GetElapsedTime(commit.Since, now),
                activity == StoreActivity.Idle ? commit.ActivityAtStart : activity);
        }
    }

    private void Reset()
    {
        commits.Clear();
        payload.Clear();
    }
}
