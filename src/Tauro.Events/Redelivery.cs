using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Redelivers dead events to their consumers, one at a time and without retries.</summary>
internal sealed class Redelivery(IDeadEventStore store, DeadList dead, EventDispatcher dispatcher) : IDisposable
{
    private const int PageSize = 100;

    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Redelivers an event. It is removed from the list after its consumer has handled it.</summary>
    /// <exception cref="StorageRefusalException">The store accepts no writes; the event is unchanged.</exception>
    public async Task<StoreOutcome<DeadEvent>> Redeliver(DeadEventId id, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var found = await store.Get(id, cancel);
            return found.IsOk ? await TryRedeliver(found.Value, cancel) : found;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Redelivers every event in the list, oldest first.</summary>
    public async Task<RedeliveryResult> RedeliverAll(CancellationToken cancel)
    {
        var (redelivered, failed) = (0, 0);
        string? token = null;
        do
        {
            var page = (await store.List(new PageRequest(PageSize, token), cancel)).Value;
            foreach (var deadEvent in page.Items)
            {
                var outcome = await Redeliver(deadEvent.Id, cancel);
                if (outcome.IsOk) redelivered++;
                else if (outcome.Problem.Code == ProblemCodes.RedeliveryFailed) failed++;
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        return new RedeliveryResult(redelivered, failed);
    }

    public void Dispose() => gate.Dispose();

    private async Task<StoreOutcome<DeadEvent>> TryRedeliver(DeadEvent deadEvent, CancellationToken cancel)
    {
        if (!dispatcher.HasConsumer(deadEvent.Queue))
            return StoreProblem.Conflict(
                ProblemCodes.RedeliveryFailed,
                $"This version has no consumer of the queue {deadEvent.Queue}. " +
                "Delete the event, or run a version that has one.");
        try
        {
            await dispatcher.DispatchOnce(deadEvent.Queue, deadEvent.Event, cancel);
        }
        catch (Exception error) when (error is not StorageRefusalException && !cancel.IsCancellationRequested)
        {
            await dead.Update(deadEvent, error, cancel);
            return StoreProblem.Conflict(
                ProblemCodes.RedeliveryFailed,
                $"The consumer of {deadEvent.Queue} failed on event {deadEvent.Event.Id}: {error.Message}");
        }

        return await store.Delete(deadEvent.Id, cancel);
    }
}
