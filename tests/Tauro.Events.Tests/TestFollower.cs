using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Events;

namespace Tauro.Events.Tests;

/// <summary>A follower that records the events it handles.</summary>
internal sealed class TestFollower(
    TestEventLog log, TimeSpan cursorInterval, TimeSpan? claimDuration = null, TimeSpan? stepTimeMax = null)
    : EventFollower(
    new FollowerSettings("test", cursorInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50))
    {
        ClaimDuration = claimDuration ?? TimeSpan.FromSeconds(30),
        StepTimeMax = stepTimeMax ?? TimeSpan.FromMinutes(10),
    },
    new LocalEventSource(log, 7), log, TimeProvider.System, NullLogger.Instance)
{
    private readonly Lock gate = new();
    private readonly List<long> handled = [];

    /// <summary>Runs before an event counts as handled; may throw.</summary>
    public Action<EventRecord>? Before { get; set; }

    public IReadOnlyList<long> Handled
    {
        get { lock (gate) return [.. handled]; }
    }

    protected override async IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            await Task.Yield();
            Before?.Invoke(record);
            lock (gate) handled.Add(record.Sequence);
            yield return record.Sequence;
        }
    }
}
