using System.Runtime.CompilerServices;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Events;

namespace Tauro.ServiceDefaults.Bus;

/// <summary>
/// Publishes on MassTransit's own transport: RabbitMQ, or memory. One event at a time, each confirmed before the next:
/// a pipeline would be faster, but one failed publish in it would let later events overtake it.
/// </summary>
internal sealed class MassTransitCarrier(
    IBus bus, IBusControl control, IOptions<BusOptions> options, TimeProvider time, ILogger<MassTransitCarrier> log)
    : IEventCarrier
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public async ValueTask<long> Resume(long position, CancellationToken cancel)
    {
        // A bus that has just been started is on its way to the broker, which is not a failure yet.
        var since = time.GetTimestamp();
        while (control.CheckHealth() is { Status: not BusHealthStatus.Healthy } health)
        {
            if (time.GetElapsedTime(since) > options.Value.PublishTimeout)
                throw new IOException(health.Exception?.GetBaseException().Message ?? health.Description);
            await Task.Delay(LookAgain, time, cancel);
        }

        return position;
    }

    public async IAsyncEnumerable<long> Publish(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            if (Read(record) is { } happened)
                await Publish(record, happened, cancel);
            yield return record.Sequence;
        }
    }

    private async Task Publish(EventRecord record, LifecycleEvent happened, CancellationToken cancel)
    {
        // Publish waits for as long as the broker is away, so it gets a bound of its own.
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        using var activity = BusTracing.StartPublish(record);
        try
        {
            await bus.Publish(happened, happened.GetType(), Pipe.Execute<PublishContext>(Describe), either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker did not confirm within {options.Value.PublishTimeout}");
        }

        void Describe(PublishContext context)
        {
            context.MessageId = EventMessageId.Of(record);
            foreach (var (name, value) in CloudEventHeaders.Of(record)) context.Headers.Set(name, value);
        }
    }

    private LifecycleEvent? Read(EventRecord record)
    {
        try
        {
            if (EventCatalog.Read(record) is { } happened) return happened;
            log.EventSkipped(record.Id, record.Type, "this version does not know the type");
        }
        catch (JsonException error)
        {
            log.EventSkipped(record.Id, record.Type, error.Message);
        }

        // What can't be read now can't be read later either: waiting for it would hold up every event behind it.
        return null;
    }
}
