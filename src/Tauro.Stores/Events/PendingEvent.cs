using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>An event on its way into the log, committed together with the change that caused it.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Traceparent">W3C trace context of the request that caused it.</param>
public readonly record struct PendingEvent(LifecycleEvent Event, string? Traceparent)
{
    /// <summary>Takes the trace context of the current activity.</summary>
    public static PendingEvent From(LifecycleEvent lifecycleEvent) =>
        new(lifecycleEvent, System.Diagnostics.Activity.Current?.Id);
}
