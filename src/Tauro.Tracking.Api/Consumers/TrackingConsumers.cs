using MassTransit;

namespace Tauro.Tracking.Api.Consumers;

/// <summary>The consumers of the tracking service.</summary>
public static class TrackingConsumers
{
    public static void Add(IBusRegistrationConfigurator bus) => bus.AddConsumer<ModelVersionsConsumer>();
}
