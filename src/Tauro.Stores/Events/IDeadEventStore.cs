using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Events;

/// <summary>Stores the dead list of a service: events that its consumers could not handle, from any carrier.</summary>
public interface IDeadEventStore
{
    /// <summary>
    /// Adds a dead event, or replaces the one with the same id; durable when it completes. The list holds
    /// <see cref="Contracts.Limits.DeadEventsMax"/> events; beyond that, the oldest, with the lowest ids, are dropped.
    /// </summary>
    /// <returns>The number of dropped events.</returns>
    ValueTask<int> Keep(DeadEvent dead, CancellationToken cancel = default);

    /// <summary>Returns a dead event, or <see cref="Contracts.ProblemCodes.DeadEventNotFound"/>.</summary>
    ValueTask<StoreOutcome<DeadEvent>> Get(DeadEventId id, CancellationToken cancel = default);

    /// <summary>Returns a page of the list by id, oldest first.</summary>
    ValueTask<StoreOutcome<Page<DeadEvent>>> List(PageRequest page, CancellationToken cancel = default);

    /// <summary>Returns the number of dead events.</summary>
    ValueTask<int> Count(CancellationToken cancel = default);

    /// <summary>Deletes and returns a dead event, or <see cref="Contracts.ProblemCodes.DeadEventNotFound"/>.</summary>
    ValueTask<StoreOutcome<DeadEvent>> Delete(DeadEventId id, CancellationToken cancel = default);
}
