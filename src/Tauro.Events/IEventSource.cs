using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>An event history that one follower reads: of its own service, or of another over HTTP.</summary>
public interface IEventSource
{
    /// <summary>
    /// Returns the events after a position; waits until there are any. Called by one follower, one call at a time.
    /// </summary>
    /// <exception cref="IOException">The source cannot be read at the moment; try again.</exception>
    ValueTask<EventBatch> Next(EventCursor after, CancellationToken cancel);
}
