using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>One step of a decided write to the dead list.</summary>
public abstract record DeadEventFact
{
    private DeadEventFact()
    {
    }

    /// <summary>Adds a dead event, or replaces the one with the same id.</summary>
    public sealed record PutDeadEvent(DeadEvent Dead) : DeadEventFact;

    /// <summary>Removes a dead event.</summary>
    public sealed record RemoveDeadEvent(DeadEventId Id) : DeadEventFact;
}
