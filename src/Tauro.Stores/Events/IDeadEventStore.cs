using Tauro.Contracts.Events;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Events;

/// <summary>The events that one service's consumers could not handle, whatever carried them: its dead list.</summary>
public interface IDeadEventStore
{
    /// <summary>
    /// Keeps a dead event, in place of one with its id; durable when it completes. The list holds
    /// <see cref="Contracts.Limits.DeadEventsMax"/>: beyond it those with the lowest ids, the oldest, go.
    /// </summary>
    /// <returns>How many went.</returns>
    ValueTask<int> Keep(DeadEvent dead, CancellationToken cancel = default);

    /// <summary>One dead event, or <see cref="Contracts.ProblemCodes.DeadEventNotFound"/>.</summary>
    ValueTask<StoreOutcome<DeadEvent>> Get(string id, CancellationToken cancel = default);

    /// <summary>A page of the list by id, oldest first.</summary>
    ValueTask<StoreOutcome<Page<DeadEvent>>> List(PageRequest page, CancellationToken cancel = default);

    /// <summary>How many there are.</summary>
    ValueTask<int> Count(CancellationToken cancel = default);

    /// <summary>Deletes one and answers it, or <see cref="Contracts.ProblemCodes.DeadEventNotFound"/>.</summary>
    ValueTask<StoreOutcome<DeadEvent>> Delete(string id, CancellationToken cancel = default);
}
