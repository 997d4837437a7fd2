using MassTransit;

namespace Tauro.Tracking.Api.Consumers;

/// <summary>What Tracking consumes.</summary>
public static class TrackingConsumers
{
    public static void Add(IBusRegistrationConfigurator bus) => bus.AddConsumer<ModelVersionsConsumer>();
}
