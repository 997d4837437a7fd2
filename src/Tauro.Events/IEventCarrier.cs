using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>Takes events out of the process. One relay uses it, from one thread at a time.</summary>
internal interface IEventCarrier
{
    /// <summary>
    /// Makes sure that the carrier is there, and says from where to go on: the given sequence, unless the carrier
    /// knows better what it has. Called at the start, after each failure, and now and then while nothing happens.
    /// </summary>
    ValueTask<long> Resume(long position, CancellationToken cancel);

    /// <summary>
    /// Publishes in order and answers each sequence up to which the carrier has confirmed. What comes after the last
    /// answer of an enumeration that throws may or may not have been published.
    /// </summary>
    IAsyncEnumerable<long> Publish(IReadOnlyList<EventRecord> events, CancellationToken cancel);
}
