using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// The carrier without a broker: follows another service's events for one consumer. The cursor has the name of the
/// consumer's queue.
/// </summary>
internal sealed class ConsumerFollower(
    Subscription subscription,
    EventDispatcher dispatcher,
    IHttpClientFactory clients,
    IEventLog cursors,
    IOptions<BusOptions> options,
    TimeProvider time,
    ILogger<ConsumerFollower> log)
    : EventFollower(
        options.Value.ToSettings(subscription.Queue), new RemoteEventSource(subscription, clients, time), cursors, time,
        log)
{
    protected override async IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            await dispatcher.Dispatch(subscription.Queue, record, cancel);
            yield return record.Sequence;
        }
    }
}
