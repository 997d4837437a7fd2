using Tauro.Contracts;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Reads the event history of this service's own store.</summary>
/// <param name="log">The history.</param>
/// <param name="countMax">The number of events in one batch.</param>
public sealed class LocalEventSource(IEventLog log, int countMax = 256) : IEventSource
{
    private bool failed;

    public async ValueTask<EventBatch> Next(EventCursor after, CancellationToken cancel)
    {
        var recovers = failed;
        failed = true;
        while (true)
        {
            var read = await log.Read(after.Sequence, countMax, cancel);
            if (read.Problem is { Code: ProblemCodes.EventsExpired })
            {
                failed = false;
                var before = new EventCursor(await log.Oldest(cancel) - 1);
                return new EventBatch([], before, await log.LastSequence(cancel), EventGap.Expired);
            }

            if (read.Value is [.., var last] events)
            {
                failed = false;
                var newest = Math.Max(last.Sequence, await log.LastSequence(cancel));
                return new EventBatch(events, new EventCursor(last.Sequence), newest);
            }

            if (recovers)
            {
                // Reports the recovery to the follower, which may otherwise wait for days for the next event.
                failed = false;
                return new EventBatch([], after, await log.LastSequence(cancel));
            }

            await log.WaitForNewer(after.Sequence, cancel);
        }
    }
}
