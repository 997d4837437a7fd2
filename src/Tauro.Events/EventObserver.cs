using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Observes every event that is committed after its start, whichever API caused it, for counters and logs. It reads
/// events after they are committed and saves no cursor, so it does not slow down requests.
/// </summary>
/// <remarks>
/// Like any follower it needs the claim: the instances of a service share one history, and each event must be counted
/// only once.
/// </remarks>
public abstract class EventObserver(IEventLog events, TimeProvider time, ILogger log)
    : EventFollower(
        // There is no cursor to save, so the save interval does not matter.
        new FollowerSettings("telemetry", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
        new LocalEventSource(events, PageSize), events, time, log)
{
    private const int PageSize = 1_000;
    private long fence = -1;
    private long last;

    /// <summary>Begins at the newest event before the host accepts requests.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (claim, isGiven) = await AskForClaim(cancellationToken);
            if (isGiven) (last, fence) = (await OwnEvents.LastSequence(cancellationToken), claim.Fence);
        }
        catch (StorageRefusalException)
        {
            // The service also starts while its store is unavailable; the claim is requested again later.
        }

        await base.StartAsync(cancellationToken);
    }

    protected abstract void Observe(LifecycleEvent lifecycleEvent);

    /// <summary>Returns the last position, or the newest event if another instance has observed since then.</summary>
    protected override async ValueTask<EventCursor> GetStart(CancellationToken cancel)
    {
        if (Claim.Fence != fence + 1) last = await OwnEvents.LastSequence(cancel);
        fence = Claim.Fence;
        return new EventCursor(last);
    }

    protected override IAsyncEnumerable<long> Handle(IReadOnlyList<EventRecord> events, CancellationToken cancel) =>
        events.Select(Observe).ToAsyncEnumerable();

    protected override ValueTask<bool> SaveCursor(EventCursor cursor, CancellationToken cancel) => new(true);

    private long Observe(EventRecord record)
    {
        if (Read(record) is { } lifecycleEvent) Observe(lifecycleEvent);
        return last = record.Sequence;
    }
}
