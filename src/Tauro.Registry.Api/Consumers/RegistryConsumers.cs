using MassTransit;

namespace Tauro.Registry.Api.Consumers;

/// <summary>What Registry consumes.</summary>
public static class RegistryConsumers
{
    public static void Add(IBusRegistrationConfigurator bus) => bus.AddConsumer<SourceRunsConsumer>();
}
