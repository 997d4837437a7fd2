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
        failed = true; // Until it returns.
        var batch = await Read(after, recovers, cancel);
        failed = false;
        return batch;
    }

    /// <param name="after">The position of the follower.</param>
    /// <param name="recovers">
    /// Whether to return an empty batch instead of waiting for an event. It reports to the follower that the history
    /// can be read again; the next event may be days away.
    /// </param>
    /// <param name="cancel">Cancels the operation.</param>
    private async ValueTask<EventBatch> Read(EventCursor after, bool recovers, CancellationToken cancel)
    {
        while (true)
        {
            var read = await log.Read(after.Sequence, countMax, cancel);
            if (read.Problem is { Code: ProblemCodes.EventsExpired })
            {
                var before = new EventCursor(await log.Oldest(cancel) - 1);
                return new EventBatch([], before, await log.LastSequence(cancel), EventGap.Expired);
            }

            if (read.Value is [.., var last] events)
            {
                var newest = Math.Max(last.Sequence, await log.LastSequence(cancel));
                return new EventBatch(events, new EventCursor(last.Sequence), newest);
            }

            if (recovers) return new EventBatch([], after, await log.LastSequence(cancel));
            await log.WaitForNewer(after.Sequence, cancel);
        }
    }
}
