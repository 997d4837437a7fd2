using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>Adds events to a service's history that belong to no change of a resource.</summary>
public interface IEventWriter
{
    /// <summary>Adds an event; durable when it completes. Throws as writes do when the store can't take it.</summary>
    ValueTask Write(LifecycleEvent lifecycleEvent, CancellationToken cancel = default);
}
