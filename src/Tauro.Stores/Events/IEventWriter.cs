using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>Adds events to a service's history that belong to no change of a resource.</summary>
public interface IEventWriter
{
    /// <summary>
    /// The process that had the store's lock before and ended without closing the store; null when it was closed.
    /// </summary>
    string? LockTakenFrom { get; }

    /// <summary>Adds an event; durable when it completes. Throws as writes do when the store can't take it.</summary>
    ValueTask Write(LifecycleEvent lifecycleEvent, CancellationToken cancel = default);
}
