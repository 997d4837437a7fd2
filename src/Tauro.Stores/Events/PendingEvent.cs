using Tauro.Contracts.Events;

namespace Tauro.Stores.Events;

/// <summary>An event on its way into the log, committed together with the change that caused it.</summary>
/// <param name="Happened">What happened.</param>
/// <param name="Traceparent">W3C trace context of the request that caused it.</param>
public readonly record struct PendingEvent(LifecycleEvent Happened, string? Traceparent)
{
    /// <summary>Takes the trace context of the current activity.</summary>
    public static PendingEvent Of(LifecycleEvent happened) =>
        new(happened, System.Diagnostics.Activity.Current?.Id);
}
