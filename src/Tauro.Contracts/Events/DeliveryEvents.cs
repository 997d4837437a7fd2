using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>
/// A consumer could not handle an event, which is now in the dead list. A redelivery that fails leaves it there without
/// another such event.
/// </summary>
/// <param name="Id">The id in the dead list.</param>
/// <param name="Queue">The consumer's queue.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="Attempts">How often delivery was attempted.</param>
public sealed record EventDead(DeadEventId Id, string Queue, string Type, int Attempts)
    : LifecycleEvent($"events/dead/{Id}");

/// <summary>
/// An event has left the dead list: it was redelivered and handled, or deleted, or dropped because the list was full.
/// </summary>
/// <param name="Id">The id that it had in the dead list.</param>
/// <param name="Queue">The consumer's queue.</param>
/// <param name="Type">The type of the event.</param>
public sealed record DeadEventRemoved(DeadEventId Id, string Queue, string Type)
    : LifecycleEvent($"events/dead/{Id}");
