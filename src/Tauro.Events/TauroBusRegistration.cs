using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Tauro.Events;
using Tauro.Events.Bridge;
using Tauro.Stores.Events;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the outbox relay and the consumers of a service.</summary>
public static class TauroBusRegistration
{
    private const string BrokerCheckName = "rabbitmq";

    /// <summary>
    /// Relays the events of the registered <see cref="IEventLog"/> and runs the consumers, over RabbitMQ
    /// when <c>ConnectionStrings:rabbitmq</c> is set, else over Redis when <c>ConnectionStrings:redis</c> is, else in
    /// memory. Neither has to be there when the service starts.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service"><c>tracking</c> or <c>registry</c>, as <see cref="Subscriptions"/> has it.</param>
    /// <param name="consumers">Adds the consumers.</param>
    public static IHostApplicationBuilder AddTauroBus(
        this IHostApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator>? consumers = null)
    {
        var services = builder.Services;
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        var carrier = Choose(builder.Configuration);
        services.AddSingleton(new RelayStatus(service, carrier));
        services.AddSingleton<BusMetrics>();
        services.Configure<MassTransitHostOptions>(host =>
        {
            // A broker that is away must not keep the service from starting, or from stopping.
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddMassTransit(x =>
        {
            x.SetEndpointNameFormatter(new EndpointNames(service));
            consumers?.Invoke(x);
            x.ConfigureHealthCheckOptions(check =>
            {
                check.Name = BrokerCheckName;
                check.MinimalFailureStatus = HealthStatus.Degraded;
            });
            x.AddConfigureEndpointsCallback(EndpointPolicy.Apply);
            if (carrier == BusCarrier.RabbitMq) RabbitMqCarrier.Use(x, builder.Configuration);
            else x.UsingInMemory((context, bus) => UseMemory(context, bus, carrier));
        });
        services.AddSingleton(BusConsumers.Find(service, services));

        if (carrier == BusCarrier.Bridge) AddBridge(services, builder.Configuration);
        else services.AddSingleton<IEventCarrier, MassTransitCarrier>();
        services.AddHostedService<OutboxRelay>();
        services.AddHealthChecks().AddCheck<RelayHealthCheck>(RelayHealthCheck.Name, timeout: TimeSpan.FromSeconds(5));
        if (carrier != BusCarrier.RabbitMq) services.Configure<HealthCheckServiceOptions>(WithoutBroker);
        return builder;
    }

    private static BusCarrier Choose(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration.GetConnectionString("rabbitmq")) ? BusCarrier.RabbitMq
        : !string.IsNullOrWhiteSpace(configuration.GetConnectionString("redis")) ? BusCarrier.Bridge
        : BusCarrier.InMemory;

    /// <summary>MassTransit's own check looks at its transport, and one in memory is not worth a line.</summary>
    private static void WithoutBroker(HealthCheckServiceOptions checks)
    {
        foreach (var check in checks.Registrations.Where(check => check.Name == BrokerCheckName).ToList())
            checks.Registrations.Remove(check);
    }

    private static void UseMemory(
        IBusRegistrationContext context, IInMemoryBusFactoryConfigurator bus, BusCarrier carrier)
    {
        EventJson.Use(bus);
        // On the bridge the bus only dispatches what the bridge hands it, so it gets no endpoints.
        if (carrier == BusCarrier.InMemory) bus.ConfigureEndpoints(context);
    }

    private static void AddBridge(IServiceCollection services, IConfiguration configuration)
    {
        // The service defaults register the one connection that cache and bridge share; this is for hosts without them.
        services.TryAddSingleton<IConnectionMultiplexer>(_ =>
        {
            var redis = ConfigurationOptions.Parse(configuration.GetConnectionString("redis")!);
            redis.AbortOnConnectFail = false;
            return ConnectionMultiplexer.Connect(redis);
        });
        services.AddSingleton<IEventCarrier, BridgeCarrier>();
        services.AddHostedService<BridgeConsumer>();
    }
}
