using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Sees every event that is committed from its start on, whichever API caused it: for counters and logs. It reads
/// behind the commits and keeps no cursor, so requests do not pay for it.
/// </summary>
/// <remarks>
/// Like any follower it needs the claim: the instances of a service share one history, and each event is counted once
/// however many of them there are.
/// </remarks>
public abstract class EventObserver(IEventLog events, TimeProvider time, ILogger log)
    : EventFollower(
        // As it keeps nothing, it may do so at any time.
        new FollowerSettings("telemetry", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
        new LocalEventSource(events, PageSize), events, time, log)
{
    private const int PageSize = 1_000;
    private long fence = -1;
    private long last;

    /// <summary>Begins at the newest event before the host takes requests.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (claim, isGiven) = await AskForClaim(cancellationToken);
            if (isGiven) (last, fence) = (await OwnEvents.LastSequence(cancellationToken), claim.Fence);
        }
        catch (StorageRefusalException)
        {
            // A service starts while its store is away, too; it is asked again later.
        }

        await base.StartAsync(cancellationToken);
    }

    protected abstract void Observe(LifecycleEvent lifecycleEvent);

    /// <summary>Goes on where it was, unless another instance has observed since.</summary>
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
