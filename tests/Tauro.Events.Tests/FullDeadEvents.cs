using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Tauro.Events.Tests;

/// <summary>A dead list that accepts no events.</summary>
internal sealed class FullDeadEvents : IDeadEventStore
{
    public ValueTask<int> Keep(DeadEvent dead, CancellationToken cancel) => throw new StorageFullException("full");

    public ValueTask<StoreOutcome<DeadEvent>> Get(DeadEventId id, CancellationToken cancel) =>
        throw new StorageFullException("full");

    public ValueTask<StoreOutcome<Page<DeadEvent>>> List(PageRequest page, CancellationToken cancel) =>
        new(new Page<DeadEvent>([]));

    public ValueTask<int> Count(CancellationToken cancel) => new(0);

    public ValueTask<StoreOutcome<DeadEvent>> Delete(DeadEventId id, CancellationToken cancel) =>
        throw new StorageFullException("full");
}
