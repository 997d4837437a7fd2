using Microsoft.Extensions.Logging;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Stores events that a consumer could not handle, so that they can be redelivered.</summary>
internal sealed class DeadList(IDeadEventStore store, BusMetrics metrics, TimeProvider time, ILogger<DeadList> log)
{
    /// <summary>Adds an event whose attempts are used up.</summary>
    /// <exception cref="StorageRefusalException">The store accepts no writes. Do not drop the event.</exception>
    public async Task Add(string queue, EventRecord record, int attempts, Exception error, CancellationToken cancel)
    {
        await Save(DeadEventOrder.CreateId(queue, record), queue, record, attempts, error, cancel);
        metrics.Dead(queue);
        log.EventDied(error, queue, record.Id, attempts, error.Message);
    }

    /// <summary>Updates a dead event after a failed redelivery.</summary>
    public Task Update(DeadEvent dead, Exception error, CancellationToken cancel) =>
        Save(dead.Id, dead.Queue, dead.Event, dead.Attempts + 1, error, cancel);

    private async Task Save(
        DeadEventId id, string queue, EventRecord record, int attempts, Exception error, CancellationToken cancel)
    {
        var reason = error.Message is { Length: > Limits.DeadEventErrorLengthMax } message
            ? message[..Limits.DeadEventErrorLengthMax] : error.Message;
        var dropped = await store.Keep(
            new DeadEvent(id, queue, record, attempts, reason, time.GetUtcNow()), cancel);
        if (dropped == 0) return;
        metrics.DeadDropped(dropped);
        log.DeadEventsDropped(dropped, Limits.DeadEventsMax);
    }
}
