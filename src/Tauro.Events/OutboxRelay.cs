using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Publishes the events of this service's log on RabbitMQ, in order and at least once. While the
/// broker is unavailable, events stay in the log and no request waits. The relay continues from its cursor when the
/// broker is available again.
/// </summary>
internal sealed class OutboxRelay(
    IEventLog log, EventPublisher publisher, IOptions<BusOptions> options, TimeProvider time,
    ILogger<OutboxRelay> logger)
    : EventFollower(
        options.Value.ToSettings(FollowerName), new LocalEventSource(log, options.Value.BatchEventsMax), log, time,
        logger)
{
    public const string FollowerName = "relay";

    protected override IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, CancellationToken cancel) => publisher.Publish(events, cancel);
}
