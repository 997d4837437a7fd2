using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.LoggedModels;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Local.Webhooks;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Models;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;
using Tauro.Stores.Webhooks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the stores. A store that is registered already is left as it is.</summary>
public static class TauroLocalStoreServiceCollectionExtensions
{
    private const string BackendVariable = "TAURO_MLOPS_BACKEND";
    private const string PathVariable = "TAURO_MLOPS_PATH";

    /// <summary>
    /// Adds <see cref="IRunStore"/>, <see cref="ILoggedModelStore"/>, <see cref="ITraceStore"/>,
    /// <see cref="IEvaluationStore"/>, <see cref="IScorerStore"/>, <see cref="IArtifactStore"/>,
    /// <see cref="IEventLog"/> and <see cref="IStoreProbe"/> of the tracking service, of the backend that
    /// <c>TAURO_MLOPS_BACKEND</c> names (default <c>local</c>).
    /// </summary>
    public static IServiceCollection AddTauroTrackingStore(
        this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IRunStore))) return services;
        services.AddLocal<TrackingState, IRunStore>(
            configuration, "experiment_tracking", options => new TrackingState(options));
        services.TryAddSingleton<IRunStore>(provider => LocalRunStore.Open(
            provider.GetRequiredService<LocalEngine<TrackingState>>(), provider.GetRequiredService<Entropy>())
            .GetAwaiter().GetResult());
        services.TryAddSingleton(provider => new StoreReset(cancel => LocalReset.Run(
            provider.GetRequiredService<LocalEngine<TrackingState>>(),
            provider.GetRequiredService<IArtifactStore>(),
            cancel)));
        services.TryAddSingleton<ILoggedModelStore>(provider => new LocalLoggedModelStore(
            provider.GetRequiredService<LocalEngine<TrackingState>>(), provider.GetRequiredService<Entropy>()));
        services.TryAddSingleton<ITraceStore>(provider => new LocalTraceStore(
            provider.GetRequiredService<LocalEngine<TrackingState>>(), provider.GetRequiredService<Entropy>()));
        services.TryAddSingleton<IEvaluationStore>(provider => new LocalEvaluationStore(
            provider.GetRequiredService<LocalEngine<TrackingState>>(), provider.GetRequiredService<Entropy>()));
        services.TryAddSingleton<IScorerStore>(provider => new LocalScorerStore(
            provider.GetRequiredService<LocalEngine<TrackingState>>(), provider.GetRequiredService<Entropy>()));
        return services;
    }

    /// <summary>
    /// Adds <see cref="IModelStore"/>, <see cref="IWebhookStore"/>, <see cref="IArtifactStore"/>,
    /// <see cref="IEventLog"/> and <see cref="IStoreProbe"/>
    /// of the registry service, of the backend that <c>TAURO_MLOPS_BACKEND</c> names (default <c>local</c>).
    /// </summary>
    public static IServiceCollection AddTauroRegistryStore(
        this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IModelStore))) return services;
        services.AddLocal<RegistryState, IModelStore>(configuration, "model_registry", _ => new RegistryState());
        services.TryAddSingleton<IModelStore>(provider => new LocalModelStore(
            provider.GetRequiredService<LocalEngine<RegistryState>>(), provider.GetRequiredService<Entropy>()));
        services.TryAddSingleton<IWebhookStore>(provider => new LocalWebhookStore(
            provider.GetRequiredService<LocalEngine<RegistryState>>(), provider.GetRequiredService<Entropy>()));
        services.TryAddSingleton(provider => new StoreReset(cancel => LocalReset.Run(
            provider.GetRequiredService<LocalEngine<RegistryState>>(),
            provider.GetRequiredService<IArtifactStore>(),
            cancel)));
        return services;
    }

    /// <summary>What every local service needs: its engine, artifacts, event log and probe.</summary>
    private static void AddLocal<TState, TStore>(
        this IServiceCollection services,
        IConfiguration configuration,
        string folder,
        Func<LocalStoreOptions, TState> newState)
        where TState : LocalState
        where TStore : class
    {
        var backend = configuration[BackendVariable] is { Length: > 0 } named ? named : "local";
        if (backend != "local")
            throw new SettingException(BackendVariable, backend, "This build knows 'local'; leave it out for that.");
        services.AddOptions<LocalStoreOptions>()
            .Bind(configuration.GetSection(LocalStoreOptions.Section))
            .Configure(
                options => options.Path = configuration[PathVariable] is { Length: > 0 } path ? path : options.Path)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Entropy.System);
        services.AddMetrics();
        services.TryAddSingleton<StoreMetrics>();
        services.TryAddSingleton(provider => Open(provider, folder, newState));
        services.TryAddSingleton<IArtifactStore>(provider => new LocalArtifactStore<TState>(
            provider.GetRequiredService<LocalEngine<TState>>(), provider.GetRequiredService<Entropy>()));
        services.TryAddSingleton<IEventLog>(provider =>
            new LocalEventLog<TState>(provider.GetRequiredService<LocalEngine<TState>>()));
        services.TryAddSingleton<IStoreProbe>(provider =>
            new LocalStoreProbe<TState>(provider.GetRequiredService<LocalEngine<TState>>()));
        services.TryAddSingleton(provider => new StoreStart(() =>
        {
            provider.GetRequiredService<TStore>();
            provider.GetRequiredService<IArtifactStore>();
        }));
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, OpenAtStart>());
    }

    private static LocalEngine<TState> Open<TState>(
        IServiceProvider provider, string folder, Func<LocalStoreOptions, TState> newState) where TState : LocalState
    {
        var options = provider.GetRequiredService<IOptions<LocalStoreOptions>>().Value;
        return LocalEngine<TState>.Open(new LocalEngineParts<TState>(
            OpenFolder(options.Path, folder),
            () => newState(options),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Tauro.Storage"),
            provider.GetRequiredService<StoreMetrics>()));
    }

    private static FolderDisk OpenFolder(string data, string folder)
    {
        try
        {
            return new FolderDisk(Path.Combine(data, folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                PathVariable, data,
                $"No data can be kept there: {e.Message} Make it a folder that can be written, or name another.");
        }
    }

    /// <summary>
    /// A folder that cannot be opened ends the start of the service, with the reason, not its first request.
    /// </summary>
    private sealed class OpenAtStart(StoreStart store) : IHostedService
    {
        private const long TidiedBytesMax = 64 << 20;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            store.Run();

            // An idle service should not keep the garbage of its start. Beside much that is live it is little, and
            // moving all of that would keep requests waiting.
            if (GC.GetTotalMemory(forceFullCollection: false) < TidiedBytesMax)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
