using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the dead list.</summary>
public static class DeadEventWrites
{
    /// <summary>
    /// Adds a dead event, or replaces the one with the same id. When the list is full, drops those with the lowest ids.
    /// Returns how many were dropped.
    /// </summary>
    /// <param name="dead">The dead event.</param>
    /// <param name="isListed">Whether the list contains an event with this id.</param>
    /// <param name="count">The number of dead events.</param>
    /// <param name="ids">The ids of the dead events, in any order; read only when the list is full.</param>
    public static Decision<DeadEventFact, int> Keep(
        DeadEvent dead, bool isListed, int count, IEnumerable<DeadEventId> ids)
    {
        var excess = count + (isListed ? 0 : 1) - Limits.DeadEventsMax;
        List<DeadEventFact> facts = [];
        if (excess > 0)
        {
            facts.AddRange(ids.Where(id => id != dead.Id).Order().Take(excess)
                .Select(id => new DeadEventFact.RemoveDeadEvent(id)));
        }

        var dropped = facts.Count;
        facts.Add(new DeadEventFact.PutDeadEvent(dead));
        return new(
            facts, [new EventDead(dead.Id, dead.Queue, dead.Event.Type, dead.Attempts)], dropped);
    }

    /// <param name="dead">The dead event; null when there is none.</param>
    /// <param name="id">Its id.</param>
    public static StoreOutcome<Decision<DeadEventFact, DeadEvent>> Delete(DeadEvent? dead, DeadEventId id) =>
        dead is null
            ? new DeadEventMissing(id)
            : new Decision<DeadEventFact, DeadEvent>(
                [new DeadEventFact.RemoveDeadEvent(id)], [new DeadEventRemoved(id, dead.Queue, dead.Event.Type)], dead);
}
