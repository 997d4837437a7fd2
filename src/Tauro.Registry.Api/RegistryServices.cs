using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tauro.Registry.Api.Access;
using Tauro.Registry.Api.Caching;
using Tauro.Registry.Api.Policies;
using Tauro.Registry.Api.Sourcing;
using Tauro.Registry.Api.Telemetry;
using Tauro.Registry.Api.Uploads;
using Tauro.Registry.Api.Webhooks;
using Tauro.ServiceDefaults.Caching;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using ZiggyCreatures.Caching.Fusion;

namespace Microsoft.Extensions.DependencyInjection;

public static class RegistryServices
{
    /// <summary>
    /// The registry over the embedded store. Who registers an <see cref="IModelStore"/>,
    /// <see cref="IArtifactCatalogue"/>, <see cref="IBlobStore"/> and <see cref="IEventLog"/> before it gets the
    /// registry over those. Needs <c>AddTauroServiceDefaults</c>.
    /// </summary>
    public static WebApplicationBuilder AddRegistry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<StageOptions>().BindConfiguration(StageOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<StageOptions>>().Value.ToStages());
        services.AddTauroRegistryStore(builder.Configuration);
        services.AddRegistryGuards();
        OtherWorkspaces.AddCheck(services, builder.Configuration);
        services.TryAddSingleton<RegistryMetrics>();
        services.AddEventFollower<RegistryEventMetrics>();
        services.AddTauroMlflow().AddTauroArtifacts();
        services.TryAddSingleton<IUploadFiles, VersionUploads>();
        AddSourcing(services);
        services.AddWebhooks(builder.Configuration);
        services.AddPolicies(builder.Configuration);
        return builder.AddTauroRetention();
    }

    /// <summary>
    /// Adds an <see cref="IModelStore"/> with a cache in front of it, for a store in another process. The embedded
    /// store reads from memory and needs no cache. Requires <c>AddTauroCache</c>.
    /// </summary>
    public static IServiceCollection AddCachedModelStore(
        this IServiceCollection services, Func<IServiceProvider, IModelStore> create) =>
        services.AddTauroCacheActivity().AddSingleton<IModelStore>(provider =>
        {
            provider.GetRequiredService<CacheActivity>(); // counts from now on
            return new CachedModelStore(
                create(provider),
                provider.GetRequiredService<IFusionCache>(),
                provider.GetRequiredService<TimeProvider>());
        });

    private static void AddSourcing(IServiceCollection services)
    {
        services.AddOptions<SourcingOptions>().BindConfiguration(SourcingOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TrackingArtifacts>();
        services.AddSingleton<SourceAccess>();
        services.AddSingleton<VersionFiller>();
        services.AddEventFollower<SourcingWorker>();
        services.AddEventFollower<FileSweep>();
        services.AddHttpClient(TrackingArtifacts.ClientName)
            .ConfigureHttpClient((provider, http) =>
            {
                http.BaseAddress = provider.GetRequiredService<Options.IOptions<SourcingOptions>>().Value.Tracking;
                // A service knows its own name, whatever the address. A certificate has the name of the machine.
                if (http.BaseAddress.Scheme == Uri.UriSchemeHttp)
                    http.DefaultRequestHeaders.Host = TrackingArtifacts.ClientName;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
            })
            .AddTauroDependency(TrackingArtifacts.ClientName)
            .AddTauroToken(TrackingArtifacts.ClientName);
    }
}
