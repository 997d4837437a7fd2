using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>An event that is not in the log yet; it is committed together with the change that caused it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Traceparent">W3C trace context of the request that caused it.</param>
public readonly record struct PendingEvent(LifecycleEvent Event, string? Traceparent)
{
    /// <summary>Creates a pending event with the trace context of the current activity.</summary>
    public static PendingEvent From(LifecycleEvent lifecycleEvent) =>
        new(lifecycleEvent, System.Diagnostics.Activity.Current?.Id);
}
