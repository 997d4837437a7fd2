using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Observes every committed event, whichever API caused it, for counters and logs. It reads events after they are
/// committed, so it does not slow down requests. An event is observed again only after a crash within the save
/// interval.
/// </summary>
/// <remarks>
/// Like any follower it needs the claim: the instances of a service share one history, and each event must be counted
/// only once.
/// </remarks>
public abstract class EventObserver(IEventLog events, TimeProvider time, ILogger log)
    : EventFollower(
        new FollowerSettings("telemetry", CursorInterval, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
        new LocalEventSource(events, PageSize), events, time, log)
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan CursorInterval = TimeSpan.FromSeconds(10);

    protected abstract void Observe(LifecycleEvent lifecycleEvent);

    protected override IAsyncEnumerable<long> Handle(IReadOnlyList<EventRecord> events, CancellationToken cancel) =>
        events.Select(Observe).ToAsyncEnumerable();

    private long Observe(EventRecord record)
    {
        if (Read(record) is { } lifecycleEvent) Observe(lifecycleEvent);
        return record.Sequence;
    }
}
