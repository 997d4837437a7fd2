using Microsoft.Extensions.DependencyInjection.Extensions;
using Tauro.Registry.Api;
using Tauro.Registry.Api.Caching;
using Tauro.Registry.Api.Sourcing;
using Tauro.Registry.Api.Uploads;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using ZiggyCreatures.Caching.Fusion;

namespace Microsoft.Extensions.DependencyInjection;

public static class RegistryServices
{
    private const string Uncached = "uncached";

    /// <summary>
    /// The registry over the embedded store. Who registers an <see cref="IModelStore"/>, <see cref="IArtifactStore"/>
    /// and <see cref="IEventLog"/> before it gets the registry over those. Needs <c>AddTauroServiceDefaults</c> and
    /// <c>AddTauroCache</c>.
    /// </summary>
    public static WebApplicationBuilder AddRegistry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var isElsewhere = services.Any(service => service.ServiceType == typeof(IModelStore));
        services.AddTauroRegistryStore(builder.Configuration);
        services.TryAddSingleton<RegistryMetrics>();
        services.AddHostedService<RegistryEvents>();
        services.AddTauroMlflow().AddTauroArtifacts();
        services.TryAddSingleton<IUploadFiles, VersionUploads>();
        // The embedded store answers from its memory, and is this process's alone: a cache would only cost.
        if (isElsewhere) AddCaching(services);
        AddSourcing(services);
        services.AddWebhooks(builder.Configuration);
        return builder;
    }

    private static void AddCaching(IServiceCollection services)
    {
        var store = services.Last(service => service.ServiceType == typeof(IModelStore) && !service.IsKeyedService);
        services.Remove(store);
        services.Add(store switch
        {
            { ImplementationInstance: { } instance } => new ServiceDescriptor(typeof(IModelStore), Uncached, instance),
            { ImplementationFactory: { } factory } => new ServiceDescriptor(
                typeof(IModelStore), Uncached, (provider, _) => factory(provider), store.Lifetime),
            _ => new ServiceDescriptor(typeof(IModelStore), Uncached, store.ImplementationType!, store.Lifetime),
        });
        services.AddSingleton<IModelStore>(provider => new CachedModelStore(
            provider.GetRequiredKeyedService<IModelStore>(Uncached),
            provider.GetRequiredService<IFusionCache>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddSourcing(IServiceCollection services)
    {
        services.AddOptions<SourcingOptions>().BindConfiguration(SourcingOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TrackingArtifacts>();
        services.AddSingleton<VersionSource>();
        services.AddHostedService<SourcingWorker>();
        services.AddHostedService<FileSweep>();
        services.AddHttpClient(TrackingArtifacts.ClientName)
            .ConfigureHttpClient((provider, http) =>
                http.BaseAddress = provider.GetRequiredService<Options.IOptions<SourcingOptions>>().Value.Tracking)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
            })
            .AddTauroStreaming();
    }
}
