using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the dead list.</summary>
public static class DeadEventWrites
{
    /// <summary>
    /// Adds a dead event, or replaces the one with the same id, as after a failed redelivery: that is no news. When the
    /// list is full, drops those with the lowest ids, and reports each as removed. Returns how many were dropped.
    /// </summary>
    /// <param name="dead">The dead event.</param>
    /// <param name="isListed">Whether the list contains an event with this id.</param>
    /// <param name="count">The number of dead events.</param>
    /// <param name="all">The dead events, in any order; read only when the list is full.</param>
    public static Decision<DeadEventFact, int> Keep(
        DeadEvent dead, bool isListed, int count, IEnumerable<DeadEvent> all)
    {
        var excess = count + (isListed ? 0 : 1) - Limits.DeadEventsMax;
        List<DeadEvent> dropped = excess > 0
            ? [.. all.Where(other => other.Id != dead.Id).OrderBy(other => other.Id).Take(excess)] : [];
        List<LifecycleEvent> events = [.. dropped.Select(Removed)];
        if (!isListed) events.Add(new EventDead(dead.Id, dead.Queue, dead.Event.Type, dead.Attempts));
        return new(
            [
                .. dropped.Select(other => new DeadEventFact.RemoveDeadEvent(other.Id)),
                new DeadEventFact.PutDeadEvent(dead),
            ],
            events, dropped.Count);
    }

    /// <param name="dead">The dead event; null when there is none.</param>
    /// <param name="id">Its id.</param>
    public static StoreOutcome<Decision<DeadEventFact, DeadEvent>> Delete(DeadEvent? dead, DeadEventId id) =>
        dead is null
            ? new DeadEventMissing(id)
            : new Decision<DeadEventFact, DeadEvent>(
                [new DeadEventFact.RemoveDeadEvent(id)], [Removed(dead)], dead);

    private static DeadEventRemoved Removed(DeadEvent dead) => new(dead.Id, dead.Queue, dead.Event.Type);
}
