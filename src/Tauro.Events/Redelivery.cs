using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Redelivers dead events to their consumers, one at a time and without retries.</summary>
internal sealed class Redelivery(IDeadEventStore store, DeadList dead, EventDispatcher dispatcher) : IDisposable
{
    private const int PageSize = 100;

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Redelivers an event. It is removed from the list after its consumer has handled it.</summary>
    /// <exception cref="StorageRefusalException">The store accepts no writes; the event is unchanged.</exception>
    public async Task<StoreOutcome<DeadEvent>> One(string id, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var found = await store.Get(id, cancel);
            return found.IsOk ? await Try(found.Value, cancel) : found;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Redelivers every event in the list, oldest first.</summary>
    public async Task<RedeliveryResult> All(CancellationToken cancel)
    {
        var (redelivered, failed) = (0, 0);
        string? token = null;
        do
        {
            var page = (await store.List(new PageRequest(PageSize, token), cancel)).Value;
            foreach (var one in page.Items)
            {
                var outcome = await One(one.Id, cancel);
                if (outcome.IsOk) redelivered++;
                else if (outcome.Problem.Code == ProblemCodes.RedeliveryFailed) failed++;
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        return new RedeliveryResult(redelivered, failed);
    }

    public void Dispose() => turn.Dispose();

    private async Task<StoreOutcome<DeadEvent>> Try(DeadEvent one, CancellationToken cancel)
    {
        if (!dispatcher.Knows(one.Queue))
            return StoreProblem.Conflict(
                ProblemCodes.RedeliveryFailed,
                $"This version has no consumer of the queue {one.Queue}. Delete the event, or run one that has.");
        try
        {
            await dispatcher.DispatchOnce(one.Queue, one.Event, cancel);
        }
        catch (Exception error) when (error is not StorageRefusalException && !cancel.IsCancellationRequested)
        {
            await dead.AddAgain(one, error, cancel);
            return StoreProblem.Conflict(
                ProblemCodes.RedeliveryFailed,
                $"The consumer of {one.Queue} failed on event {one.Event.Id}: {error.Message}");
        }

        return await store.Delete(one.Id, cancel);
    }
}
