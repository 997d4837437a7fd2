using Tauro.Contracts.Events;

namespace Tauro.Stores.Local.State;

/// <summary>
/// The newest events, in memory: all that no checkpoint has written yet, and up to <see cref="KeptMax"/> written ones.
/// Readers see an event once it is durable.
/// </summary>
internal sealed class EventTail
{
    private const int KeptMax = 10_000;
    private readonly Lock gate = new();
    private readonly List<EventRecord> kept = [];
    private TaskCompletionSource newer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long written;

    /// <summary>The newest event applied, durable or not.</summary>
    public long LastApplied { get; private set; }

    /// <summary>The time of the newest event applied, in Unix milliseconds; later events have no earlier one.</summary>
    public long LastTime { get; private set; }

    /// <summary>The newest event that readers may see.</summary>
    public long LastDurable { get; private set; }

    /// <summary>The oldest event in memory; one after the newest when there is none.</summary>
    public long First
    {
        get { lock (gate) return LastApplied - kept.Count + 1; }
    }

    /// <summary>Continues after the last event of a checkpoint, with its time.</summary>
    public void Load(long last, long time)
    {
        lock (gate)
        {
            LastApplied = LastDurable = written = last;
            LastTime = time;
        }
    }

    /// <summary>Adds an event. One that is already here, read again from the journal, changes nothing.</summary>
    public void Apply(EventRecord record)
    {
        lock (gate)
        {
            if (record.Sequence <= LastApplied) return;
            if (record.Sequence != LastApplied + 1)
                throw new StorageCorruptException(
                    $"Event {record.Sequence} follows event {LastApplied}; the events between them are missing.");
            kept.Add(record);
            LastApplied = record.Sequence;
            LastTime = Math.Max(LastTime, record.Time.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Makes all applied events visible to readers; they are durable now.</summary>
    public void Publish()
    {
        TaskCompletionSource? wake = null;
        lock (gate)
        {
            if (LastDurable == LastApplied) return;
            LastDurable = LastApplied;
            wake = newer;
            newer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        wake.TrySetResult();
    }

    /// <summary>Returns durable events after a sequence; null when they begin before those in memory.</summary>
    public IReadOnlyList<EventRecord>? Read(long after, int countMax)
    {
        lock (gate)
        {
            var first = LastApplied - kept.Count + 1;
            if (after + 1 < first) return after < LastDurable ? null : [];
            var count = (int)Math.Min(countMax, Math.Max(0, LastDurable - after));
            return count == 0 ? [] : kept.GetRange((int)(after + 1 - first), count);
        }
    }

    public Task WaitForNewer(long after, CancellationToken cancel)
    {
        lock (gate) return LastDurable > after ? Task.CompletedTask : newer.Task.WaitAsync(cancel);
    }

    /// <summary>Wakes all waiting callers: another tail has replaced this one.</summary>
    public void WakeAll()
    {
        lock (gate) newer.TrySetResult();
    }

    /// <summary>Returns the events that a checkpoint has to write.</summary>
    public IReadOnlyList<EventRecord> GetUnwritten()
    {
        lock (gate) return kept.GetRange((int)(kept.Count - (LastApplied - written)), (int)(LastApplied - written));
    }

    /// <summary>Records that a checkpoint has written the events up to a sequence.</summary>
    public void MarkWritten(long last)
    {
        lock (gate)
        {
            written = last;
            var excess = (int)Math.Min(kept.Count - KeptMax, kept.Count - (LastApplied - written));
            if (excess > 0) kept.RemoveRange(0, excess);
        }
    }
}
