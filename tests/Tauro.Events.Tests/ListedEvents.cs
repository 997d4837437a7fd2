using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events.Tests;

/// <summary>An event log that a test writes to.</summary>
internal sealed class ListedEvents : IEventLog
{
    private readonly Lock gate = new();
    private readonly List<EventRecord> events = [];
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything up to here is no longer kept.</summary>
    public long Expired { get; set; }

    public void Add(int count)
    {
        lock (gate)
        {
            for (var i = 0; i < count; i++)
            {
                var sequence = events.Count + 1;
                events.Add(new EventRecord(
                    sequence, $"tracking/{sequence}", "tauro.run.started", "/tauro/tracking", $"runs/{sequence}",
                    DateTimeOffset.UnixEpoch, JsonSerializer.SerializeToElement(new { run_id = $"{sequence}" })));
            }

            added.TrySetResult();
            added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public ValueTask<StoreOutcome<IReadOnlyList<EventRecord>>> Read(long after, int countMax, CancellationToken cancel)
    {
        lock (gate)
            return new(after < Expired
                ? StoreProblem.Conflict(ProblemCodes.EventsExpired, $"The oldest event kept is {Expired + 1}.")
                : (StoreOutcome<IReadOnlyList<EventRecord>>)events.Skip((int)after).Take(countMax).ToArray());
    }

    public ValueTask<long> LastSequence(CancellationToken cancel)
    {
        lock (gate) return new(events.Count);
    }

    public async ValueTask WaitForNewer(long after, CancellationToken cancel)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (events.Count > after) return;
                next = added.Task;
            }

            await next.WaitAsync(cancel);
        }
    }

    public ValueTask<long> GetCursor(string follower, CancellationToken cancel) => new(0);

    public ValueTask SetCursor(string follower, long sequence, CancellationToken cancel) => ValueTask.CompletedTask;
}
