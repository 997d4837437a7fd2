using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.Events;

/// <summary>The consumers of this service, each with its subscription.</summary>
internal sealed class EventConsumers
{
    private EventConsumers(IReadOnlyList<(Type Consumer, Subscription Subscription)> all) => All = all;

    public IReadOnlyList<(Type Consumer, Subscription Subscription)> All { get; }

    /// <summary>Finds the consumers among the service registrations.</summary>
    /// <exception cref="InvalidOperationException">
    /// A consumer does not match <see cref="Subscriptions"/>, so publishers would not create its queue.
    /// </exception>
    public static EventConsumers Find(string service, IServiceCollection services)
    {
        var names = new EndpointNames(service);
        return new EventConsumers(
        [
            .. services.Select(registration => registration.ServiceType)
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConsumer)))
                .Distinct()
                .Select(type => (type, GetSubscription(service, type, names))),
        ]);
    }

    private static Subscription GetSubscription(string service, Type consumer, EndpointNames formatter)
    {
        var queue = formatter.SanitizeName(consumer.Name.Replace("Consumer", "", StringComparison.Ordinal));
        var events = consumer.GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(type => type.GenericTypeArguments[0])
            .ToHashSet();
        var names = string.Join(", ", events.Select(type => type.Name));
        return Subscriptions.All.FirstOrDefault(known =>
                known.Service == service && known.Queue == queue && known.Events.SetEquals(events))
            ?? throw new InvalidOperationException(
                $"{consumer.Name} consumes {names} from the queue {queue}, which is not in {nameof(Subscriptions)}. " +
                "Publishers create queues from that table: add the consumer to it.");
    }
}
