using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>A history of events that one follower reads: its own service's, or another's over HTTP.</summary>
public interface IEventSource
{
    /// <summary>
    /// What comes after a position; completes when there is something. Called by one follower, one call at a time.
    /// </summary>
    /// <exception cref="IOException">The source cannot be read just now; it may be tried again.</exception>
    ValueTask<EventBatch> Next(EventCursor after, CancellationToken cancel);
}
