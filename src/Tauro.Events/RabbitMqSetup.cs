using MassTransit;
using Microsoft.Extensions.Configuration;
using Tauro.Contracts.Events;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>Configures RabbitMQ: durable queues, publisher confirms, and the queues of all subscribers.</summary>
internal static class RabbitMqSetup
{
    public static void Use(IBusRegistrationConfigurator x, IConfiguration configuration)
    {
        // The value is not shown, because it contains a password.
        if (!Uri.TryCreate(configuration.GetConnectionString("rabbitmq"), UriKind.Absolute, out var address)
            || address.Scheme is not ("amqp" or "amqps"))
            throw new SettingException(
                "ConnectionStrings__rabbitmq", "(hidden)",
                "Set it to an amqp:// or amqps:// address, with user and password before the host.");
        x.AddConfigureEndpointsCallback((_, _, endpoint) =>
        {
            // Keeps the order with several replicas: one consumes, the others are on standby.
            if (endpoint is IRabbitMqReceiveEndpointConfigurator queue) queue.SingleActiveConsumer = true;
        });
        x.UsingRabbitMq((context, bus) =>
        {
            bus.Host(address, host => host.PublisherConfirmation = true);
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
