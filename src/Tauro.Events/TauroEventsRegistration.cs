using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Tauro.Events;
using Tauro.ServiceDefaults.Health;
using Tauro.Stores;
using Tauro.Stores.Events;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the delivery of events between services, and the consumers of a service.</summary>
public static class TauroEventsRegistration
{
    private const string BrokerCheckName = "rabbitmq";

    /// <summary>
    /// Adds the consumers of a service. With <c>ConnectionStrings:rabbitmq</c>, the events of the registered
    /// <see cref="IEventLog"/> are published to RabbitMQ and consumed from there. Without it, each consumer follows the
    /// event feed of the other service, whose address is <c>services:{name}</c>. Neither has to be available at the
    /// start.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service"><c>tracking</c> or <c>registry</c>, as in <see cref="Subscriptions"/>.</param>
    /// <param name="consumers">Adds the consumers.</param>
    public static IHostApplicationBuilder AddTauroEvents(
        this IHostApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator>? consumers = null)
    {
        var services = builder.Services;
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BusMetrics>();
        var carrier = string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("rabbitmq"))
            ? EventCarrier.Follower
            : EventCarrier.RabbitMq;
        AddMassTransit(builder, service, carrier, consumers);
        var found = EventConsumers.Find(service, services);
        services.AddSingleton(found);
        services.AddSingleton(provider => new EventDispatcher(
            found, provider.GetRequiredService<IReceiveEndpointDispatcherFactory>(), provider.GetService<DeadList>()));
        if (services.Any(descriptor => descriptor.ServiceType == typeof(IDeadEventStore)))
        {
            services.AddSingleton<DeadList>();
            services.AddSingleton<Redelivery>();
        }

        List<string> unconfigured = [];
        if (carrier == EventCarrier.RabbitMq) AddRelay(services);
        else unconfigured.AddRange(AddFollowers(builder, found));
        services.AddSingleton(new EventsSetup(carrier, unconfigured));
        services.AddHealthChecks().AddCheck<EventsHealthCheck>(
            EventsHealthCheck.Name, HealthStatus.Degraded, tags: [], timeout: TimeSpan.FromSeconds(5));
        return builder;
    }

    /// <summary>Adds an event follower that runs as long as the host.</summary>
    public static IServiceCollection AddEventFollower<TFollower>(this IServiceCollection services)
        where TFollower : EventFollower =>
        services.AddEventFollower(provider => ActivatorUtilities.CreateInstance<TFollower>(provider));

    private static IServiceCollection AddEventFollower(
        this IServiceCollection services, Func<IServiceProvider, EventFollower> create)
    {
        services.TryAddSingleton<BusMetrics>();
        // One instance, found as a follower and run as a service of the host.
        var key = new object();
        return services
            .AddKeyedSingleton(key, (provider, _) => create(provider))
            .AddSingleton(provider => provider.GetRequiredKeyedService<EventFollower>(key))
            .AddSingleton<IHostedService>(provider =>
            {
                var follower = provider.GetRequiredKeyedService<EventFollower>(key);
                provider.GetRequiredService<BusMetrics>().Observe(follower);
                return follower;
            });
    }

    private static void AddMassTransit(
        IHostApplicationBuilder builder, string service, EventCarrier carrier,
        Action<IBusRegistrationConfigurator>? consumers)
    {
        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            // An unavailable broker must not keep the service from starting or stopping.
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddMassTransit(x =>
        {
            x.SetEndpointNameFormatter(new EndpointNames(service));
            consumers?.Invoke(x);
            x.ConfigureHealthCheckOptions(check =>
            {
                check.Name = BrokerCheckName;
                check.Tags.Add(HealthTags.Remote);
                check.MinimalFailureStatus = HealthStatus.Degraded;
            });
            x.AddConfigureEndpointsCallback(EndpointPolicy.Apply);
            if (carrier == EventCarrier.RabbitMq) RabbitMqSetup.Use(x, builder.Configuration);
            // The followers pass events to the consumers themselves, so the bus has no endpoints.
            else x.UsingInMemory((_, bus) => EventJson.Use(bus));
        });
        if (carrier == EventCarrier.RabbitMq)
        {
            builder.Services.AddSingleton(new SettingCheck(() => RabbitMqSetup.GetAddress(builder.Configuration)));
            AddSupervisor(builder.Services);
        }
        else builder.Services.Configure<HealthCheckServiceOptions>(RemoveBrokerCheck);
    }

    /// <summary>Adds the supervisor, which starts and stops the bus instead of MassTransit's own service.</summary>
    private static void AddSupervisor(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(MassTransitHostedService)));
        services.AddSingleton<BrokerProbe>();
        services.AddSingleton<BusSupervisor>();
        services.AddHostedService(provider => provider.GetRequiredService<BusSupervisor>());
    }

    private static void AddRelay(IServiceCollection services)
    {
        services.AddSingleton<EventPublisher>();
        services.AddEventFollower<OutboxRelay>();
    }

    /// <summary>
    /// Adds a follower for each consumer whose source has an address; returns a message for each of the others.
    /// </summary>
    private static IEnumerable<string> AddFollowers(IHostApplicationBuilder builder, EventConsumers consumers)
    {
        foreach (var source in consumers.All.Select(consumer => consumer.Subscription.Source).Distinct())
            builder.Services.AddHttpClient(RemoteEventSource.GetClientName(source))
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                })
                .AddTauroStreaming()
                .AddTauroToken(source);
        foreach (var (_, subscription) in consumers.All)
        {
            if (IsConfigured(builder.Configuration, subscription.Source))
                builder.Services.AddEventFollower(provider =>
                    ActivatorUtilities.CreateInstance<ConsumerFollower>(provider, subscription));
            else
                yield return $"No events arrive from {subscription.Source}: neither ConnectionStrings:rabbitmq nor " +
                    $"the address services:{subscription.Source}:http:0 is configured";
        }
    }

    private static bool IsConfigured(IConfiguration configuration, string service) =>
        configuration.GetSection($"services:{service}").AsEnumerable()
            .Any(pair => !string.IsNullOrWhiteSpace(pair.Value));

    /// <summary>Removes MassTransit's health check: its in-memory transport is always healthy.</summary>
    private static void RemoveBrokerCheck(HealthCheckServiceOptions checks)
    {
        foreach (var check in checks.Registrations.Where(check => check.Name == BrokerCheckName).ToList())
            checks.Registrations.Remove(check);
    }
}
