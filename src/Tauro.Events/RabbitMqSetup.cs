using MassTransit;
using Microsoft.Extensions.Configuration;
using Tauro.Contracts;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>MassTransit on RabbitMQ: durable queues, publisher confirms, and every subscriber's queue known.</summary>
internal static class RabbitMqSetup
{
    public static void Use(IBusRegistrationConfigurator x, IConfiguration configuration)
    {
        // The value stays unsaid: it holds a password.
        if (!Uri.TryCreate(configuration.GetConnectionString("rabbitmq"), UriKind.Absolute, out var address)
            || address.Scheme is not ("amqp" or "amqps"))
            throw new SettingException(
                "ConnectionStrings__rabbitmq", "(hidden)",
                "Set it to an address of the scheme amqp or amqps, with user and password before the host.");
        x.AddConfigureEndpointsCallback((_, _, endpoint) =>
        {
            // With several replicas the order holds too: one consumes, the others stand by.
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
    /// Declares the queue of a subscriber as the subscriber will itself, and binds it to the exchange of the event, so
    /// that an event waits there for a subscriber that has never been started. Without the binding the broker would
    /// confirm an event that it then throws away. A queue that is reached in two ways gets a message once.
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
