using MassTransit.Transports;
using Tauro.Contracts.Events;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>Passes events to this service's consumers through MassTransit's pipeline, without a transport.</summary>
public sealed class EventDispatcher
{
    private readonly Dictionary<string, (IReceiveEndpointDispatcher Retrying, IReceiveEndpointDispatcher Once)> queues;
    private readonly DeadList? dead;

    internal EventDispatcher(EventConsumers consumers, IReceiveEndpointDispatcherFactory factory, DeadList? dead)
    {
        this.dead = dead;
        queues = consumers.All.ToDictionary(
            pair => pair.Subscription.Queue,
            pair => (
                Create(factory, pair.Consumer, pair.Subscription.Queue + EndpointPolicy.DirectSuffix),
                Create(factory, pair.Consumer, pair.Subscription.Queue + EndpointPolicy.OnceSuffix)));
    }

    /// <summary>
    /// Passes an event to the consumer of a queue, with retries. When they are used up, the event is moved to the dead
    /// list, unless the store is the reason of the failure.
    /// </summary>
    /// <exception cref="StorageRefusalException">The store accepts no writes; pass the event again.</exception>
    public async Task Dispatch(string queue, EventRecord record, CancellationToken cancel)
    {
        var attempts = new Attempts();
        try
        {
            Attempts.Current = attempts;
            await Dispatch(queues[queue].Retrying, record, cancel);
        }
        catch (Exception error) when (
            dead is not null && error.GetBaseException() is not StorageRefusalException
            && !cancel.IsCancellationRequested)
        {
            await dead.Add(queue, record, attempts.Count, error, cancel);
        }
        finally
        {
            Attempts.Current = null;
        }
    }

    /// <summary>Whether this service has a consumer of a queue.</summary>
    internal bool HasConsumer(string queue) => queues.ContainsKey(queue);

    /// <summary>Passes an event to the consumer of a queue once; throws the consumer's exception.</summary>
    internal Task DispatchOnce(string queue, EventRecord record, CancellationToken cancel) =>
        Dispatch(queues[queue].Once, record, cancel);

    private static async Task Dispatch(
        IReceiveEndpointDispatcher dispatcher, EventRecord record, CancellationToken cancel)
    {
        using var activity = BusTracing.StartConsume(record);
        await dispatcher.Dispatch(EventMessage.GetBody(record), EventMessage.GetHeaders(record), cancel);
    }

    private static IReceiveEndpointDispatcher Create(
        IReceiveEndpointDispatcherFactory factory, Type consumer, string queue) =>
        (IReceiveEndpointDispatcher)typeof(IReceiveEndpointDispatcherFactory)
            .GetMethod(nameof(IReceiveEndpointDispatcherFactory.CreateConsumerReceiver))!
            .MakeGenericMethod(consumer)
            .Invoke(factory, [queue])!;
}
