using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events.Tests;

/// <summary>An in-memory event log that outlives the services that follow it, as a data folder would.</summary>
public sealed class TestEventLog(string service) : IEventLog
{
    private static int days;

    // Every history has different times, by which a follower distinguishes them.
    private readonly DateTimeOffset start =
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(Interlocked.Increment(ref days));

    private readonly Lock gate = new();
    private readonly List<EventRecord> events = [];
    private readonly Dictionary<string, EventCursor> cursors = [];
    private TaskCompletionSource appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long cutTo;

    public int CursorWrites { get; private set; }

    public long CursorOf(string follower)
    {
        lock (gate) return cursors.GetValueOrDefault(follower).Sequence;
    }

    public void Append(LifecycleEvent happened, string? traceparent = null) =>
        Append(EventCatalog.NameOf(happened), happened, traceparent);

    /// <summary>Appends an event of any type, even one that this version does not know.</summary>
    public void Append(string type, LifecycleEvent happened, string? traceparent = null)
    {
        lock (gate)
        {
            var sequence = events.Count + 1;
            events.Add(new EventRecord(sequence, $"{service}/{sequence}", type, $"/tauro/{service}", happened.Subject,
                start.AddSeconds(sequence), EventCatalog.DataOf(happened), traceparent));
            appended.SetResult();
            appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Expires all events up to and including a sequence number.</summary>
    public void Cut(long to)
    {
        lock (gate) cutTo = to;
    }

    public ValueTask<StoreOutcome<IReadOnlyList<EventRecord>>> Read(
        long after, int countMax, CancellationToken cancel = default)
    {
        lock (gate)
        {
            if (after < cutTo)
                return new(StoreProblem.Invalid(ProblemCodes.EventsExpired, $"The oldest event is {cutTo + 1}"));
            IReadOnlyList<EventRecord> page = [.. events.Skip((int)Math.Min(after, events.Count)).Take(countMax)];
            return new(Ok(page));
        }
    }

    public ValueTask<long> LastSequence(CancellationToken cancel = default)
    {
        lock (gate) return new(events.Count);
    }

    public ValueTask<long> Oldest(CancellationToken cancel = default)
    {
        lock (gate) return new(cutTo + 1);
    }

    public async ValueTask WaitForNewer(long after, CancellationToken cancel = default)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (events.Count > after) return;
                next = appended.Task;
            }

            await next.WaitAsync(cancel);
        }
    }

    public ValueTask<EventCursor> GetCursor(string follower, CancellationToken cancel = default)
    {
        lock (gate) return new(cursors.GetValueOrDefault(follower));
    }

    public ValueTask ResetCursor(string follower, CancellationToken cancel = default)
    {
        lock (gate) cursors.Remove(follower);
        return ValueTask.CompletedTask;
    }

    public ValueTask SetCursor(string follower, EventCursor cursor, CancellationToken cancel = default)
    {
        lock (gate)
        {
            cursors[follower] = cursor;
            CursorWrites++;
        }

        return ValueTask.CompletedTask;
    }

    // There is no implicit conversion from an interface.
    private static StoreOutcome<IReadOnlyList<EventRecord>> Ok(IReadOnlyList<EventRecord> page) =>
        default(StoreOutcome<Done>).Select(_ => page);
}
