using MassTransit;
using Microsoft.Extensions.Configuration;
using Tauro.Contracts.Events;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>Configures RabbitMQ: durable queues, publisher confirms, and the queues of all subscribers.</summary>
internal static class RabbitMqSetup
{
    /// <summary>Both sides close a connection on which they have received nothing for two of these intervals.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker may take to accept a connection, or to respond to a command.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Gets the address of the broker.</summary>
    /// <exception cref="SettingException">It is not an AMQP address.</exception>
    public static Uri GetAddress(IConfiguration configuration) =>
        Uri.TryCreate(configuration.GetConnectionString("rabbitmq"), UriKind.Absolute, out var address)
        && address.Scheme is ("amqp" or "amqps")
            ? address
            // The value is not shown, because it contains a password.
            : throw new SettingException(
                "ConnectionStrings__rabbitmq", "(hidden)",
                "Set it to an amqp:// or amqps:// address, with user and password before the host.");

    public static void Use(IBusRegistrationConfigurator x, IConfiguration configuration)
    {
        x.AddConfigureEndpointsCallback((_, _, endpoint) =>
        {
            if (endpoint is not IRabbitMqReceiveEndpointConfigurator queue) return;
            // Keeps the order with several replicas: one consumes, the others are on standby.
            queue.SingleActiveConsumer = true;
            // Publishers bind the queue to its events. If the consumer did so too, MassTransit would send several
            // commands at a time on its channel. The client library forgets those that wait for their turn when a
            // connection breaks (it disposes the semaphore on which they wait), and the consumer would wait for ever.
            endpoint.ConfigureConsumeTopology = false;
        });
        x.UsingRabbitMq((context, bus) =>
        {
            bus.Host(GetAddress(configuration), host =>
            {
                host.PublisherConfirmation = true;
                host.Heartbeat(Heartbeat);
                host.RequestedConnectionTimeout(ResponseTimeout);
                host.ContinuationTimeout(ResponseTimeout);
            });
            EventJson.Use(bus);
            foreach (var subscription in Subscriptions.All)
            {
                foreach (var type in subscription.Events) Bind(bus, type, subscription.Queue);
            }

            bus.ConfigureEndpoints(context);
        });
    }

    /// <summary>
    /// Declares the queue of a subscriber in the same way as the subscriber itself, and binds it to the exchange of the
    /// event, so that events wait there for a subscriber that has never been started. Without the binding, the broker
    /// would confirm events and discard them. A queue with two bindings to a message receives it once.
    /// </summary>
    private static void Bind(IRabbitMqBusFactoryConfigurator bus, Type eventType, string queue) =>
        typeof(RabbitMqSetup).GetMethod(
                nameof(BindQueue), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(eventType)
            .Invoke(null, [bus, queue]);

    private static void BindQueue<TEvent>(IRabbitMqBusFactoryConfigurator bus, string queue)
        where TEvent : LifecycleEvent =>
        bus.Publish<TEvent>(topology => topology.BindQueue(topology.Exchange.ExchangeName, queue, binding =>
        {
            binding.Durable = true;
            binding.SetQueueArgument("x-single-active-consumer", true);
        }));
}
