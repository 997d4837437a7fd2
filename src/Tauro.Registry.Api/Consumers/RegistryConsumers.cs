using MassTransit;

namespace Tauro.Registry.Api.Consumers;

/// <summary>The event consumers of the registry.</summary>
public static class RegistryConsumers
{
    public static void Add(IBusRegistrationConfigurator bus) => bus.AddConsumer<SourceRunsConsumer>();
}
