using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Models;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Events;
using Tauro.Stores.Identity;
using Tauro.Stores.Local;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Evaluation;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.Identity;
using Tauro.Stores.Local.LoggedModels;
using Tauro.Stores.Local.MetricRules;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Rotation;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Local.Webhooks;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Purges;
using Tauro.Stores.Retention;
using Tauro.Stores.Runs;
using Tauro.Stores.Secrets;
using Tauro.Stores.Traces;
using Tauro.Stores.Trail;
using Tauro.Stores.Webhooks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Registers the embedded stores. A store that is registered already is left as it is. They are opened by
/// <see cref="TauroStoresServiceProviderExtensions.OpenStores"/>, before the host starts.
/// </summary>
public static class TauroLocalStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IRunStore"/>, <see cref="ILoggedModelStore"/>, <see cref="ITraceStore"/>,
    /// <see cref="IEvaluationStore"/>, <see cref="IScorerStore"/>, <see cref="IIssueStore"/>,
    /// <see cref="IReviewStore"/>, <see cref="IMetricRuleStore"/>, <see cref="IPurgeStore"/>,
    /// <see cref="IRetentionStore"/>, <see cref="IArtifactCatalogue"/>, <see cref="IBlobStore"/>,
    /// <see cref="ArtifactStore"/>, <see cref="IEventLog"/>, <see cref="IEventWriter"/>, <see cref="IDeadEventStore"/>
    /// and <see cref="IStoreProbe"/> of the tracking service, of the backend that <c>TAURO_MLOPS_BACKEND</c> names
    /// (default <c>local</c>).
    /// </summary>
    public static IServiceCollection AddTauroTrackingStore(
        this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IRunStore))) return services;
        services.TryAddSingleton<IPurgeStore>(provider =>
        {
            var store = provider.GetRequiredService<LocalStore<TrackingState>>();
            return new LocalPurgeStore(store.Engine, store.Artifacts, provider.GetRequiredService<Entropy>());
        });
        services.TryAddSingleton<IRetentionStore>(provider =>
        {
            var engine = provider.GetRequiredService<LocalStore<TrackingState>>().Engine;
            return new LocalRetentionStore<TrackingState>(
                engine, new RetainedRuns(engine, provider.GetRequiredService<IPurgeStore>()),
                provider.GetRequiredService<Entropy>());
        });
        return services
            .AddLocal(
                configuration, "experiment_tracking",
                (provider, options) => new TrackingState(
                    options, provider.GetRequiredService<IOptions<StaleRunOptions>>().Value.Revive),
                PrepareTracking)
            .AddLimited<TrackingState, IRunStore>(
                (engine, entropy, limits) => new LocalRunStore(engine, entropy, limits))
            .AddStore<TrackingState, IRunHistory>((engine, _) => new LocalRunHistory(engine))
            .AddStore<TrackingState, ILoggedModelStore>((engine, entropy) => new LocalLoggedModelStore(engine, entropy))
            .AddStore<TrackingState, ITraceStore>((engine, entropy) => new LocalTraceStore(engine, entropy))
            .AddStore<TrackingState, IEvaluationStore>((engine, entropy) => new LocalEvaluationStore(engine, entropy))
            .AddStore<TrackingState, IScorerStore>((engine, entropy) => new LocalScorerStore(engine, entropy))
            .AddStore<TrackingState, IIssueStore>((engine, entropy) => new LocalIssueStore(engine, entropy))
            .AddStore<TrackingState, IReviewStore>((engine, entropy) => new LocalReviewStore(engine, entropy))
            .AddStore<TrackingState, IMetricRuleStore>((engine, entropy) =>
                new LocalMetricRuleStore(engine, entropy));
    }

    /// <summary>
    /// Adds <see cref="IModelStore"/>, <see cref="IWebhookStore"/>, <see cref="IPolicyStore"/>,
    /// <see cref="IRetentionStore"/>, <see cref="IArtifactCatalogue"/>, <see cref="IBlobStore"/>,
    /// <see cref="ArtifactStore"/>, <see cref="IEventLog"/>, <see cref="IDeadEventStore"/> and
    /// <see cref="IStoreProbe"/> of the registry service, of the backend that <c>TAURO_MLOPS_BACKEND</c> names (default
    /// <c>local</c>).
    /// </summary>
    public static IServiceCollection AddTauroRegistryStore(
        this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IModelStore))) return services;
        services.AddSingleton(new SettingCheck(() =>
        {
            if (configuration[SecretKeyFile.Setting] is { Length: > 0 } keyFile) SecretKeyFile.Read(keyFile);
        }));
        // Asked for before the store is open.
        services.TryAddSingleton(provider => new SecretRotation(() => new SecretRotator(
            provider.GetRequiredService<LocalStore<RegistryState>>().Engine,
            provider.GetRequiredService<SecretKeys>()).Run()));
        return services
            .AddLocal(
                configuration, "model_registry",
                (provider, _) => new RegistryState(
                    provider.GetRequiredService<IOptions<StageOptions>>().Value.ToStages()),
                (engine, _, _) => PrepareRegistry(engine))
            .AddLimited<RegistryState, IModelStore>(
                (engine, entropy, limits) => new LocalModelStore(engine, entropy, limits))
            .AddStore<RegistryState, IModelHistory>((engine, _) => new LocalModelHistory(engine))
            .AddStore<RegistryState, SecretKeys>((engine, entropy) =>
                new SecretKeys(engine.Disk, engine.Options.SecretsKeyFile, entropy))
            .AddSecret<IWebhookStore>((engine, keys, entropy) => new LocalWebhookStore(engine, keys, entropy))
            .AddSecret<IPolicyStore>((engine, keys, entropy) => new LocalPolicyStore(engine, keys, entropy))
            .AddStore<RegistryState, IRetentionStore>((engine, entropy) =>
                new LocalRetentionStore<RegistryState>(engine, new RetainedModels(), entropy));
    }

    /// <summary>
    /// Adds <see cref="IIdentityStore"/>, <see cref="IEventLog"/>, <see cref="IDeadEventStore"/> and
    /// <see cref="IStoreProbe"/> of the identity service, of the backend that <c>TAURO_MLOPS_BACKEND</c> names (default
    /// <c>local</c>).
    /// </summary>
    public static IServiceCollection AddTauroIdentityStore(
        this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IIdentityStore))) return services;
        services.TryAddSingleton<IIdentityStore>(provider => new LocalIdentityStore(
            provider.GetRequiredService<LocalStore<IdentityState>>().Engine, provider.GetRequiredService<Entropy>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddLocal(
            configuration, "identity", (_, _) => new IdentityState(), (_, _, _) => Task.CompletedTask);
    }

    private static async Task PrepareTracking(
        LocalEngine<TrackingState> engine, LocalArtifactCatalogue<TrackingState> artifacts, Entropy entropy)
    {
        await LocalRunStore.Prepare(engine, entropy).ConfigureAwait(false);
        await LocalReviewStore.Orphans(engine).Finish().ConfigureAwait(false);
        await LocalEvaluationStore.Orphans(engine).Finish().ConfigureAwait(false);
        new LocalPurgeStore(engine, artifacts, entropy).Start();
    }

    private static async Task PrepareRegistry(LocalEngine<RegistryState> engine)
    {
        if (engine.State.FindUnknownStage() is { } found)
            throw new SettingException(
                $"{StageOptions.Section}:{nameof(StageOptions.Stages)}",
                string.Join(",", engine.State.Stages.All.Except(ModelStage.Defaults).Select(stage => stage.MlflowName)),
                $"'{found.Version}', and perhaps other versions, are in the stage {found.Stage.MlflowName}. Add it "
                + "again, and move them to another stage first.");
        await ModelDeletions.Start(engine).ConfigureAwait(false);
    }

    /// <summary>What every local service needs: its engine, artifacts, event log and probe.</summary>
    private static IServiceCollection AddLocal<TState>(
        this IServiceCollection services,
        IConfiguration configuration,
        string folder,
        Func<IServiceProvider, LocalStoreOptions, TState> newState,
        Func<LocalEngine<TState>, LocalArtifactCatalogue<TState>, Entropy, Task> prepare)
        where TState : LocalState
    {
        var backendChecks = StoreBackend.GetChecks(configuration).ToList();
        foreach (var check in backendChecks) services.AddSingleton(check);
        services.AddOptions<LocalStoreOptions>()
            .Bind(configuration.GetSection(LocalStoreOptions.Section))
            .Configure(options =>
            {
                if (configuration[LocalStoreOptions.PathVariable] is { Length: > 0 } path) options.Path = path;
                if (options.SecretsKeyFile is "") options.SecretsKeyFile = null;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Entropy.System);
        services.AddMetrics();
        services.TryAddSingleton<StoreMetrics>();
        services.TryAddSingleton(provider =>
        {
            // Not every host runs the checks at its start.
            foreach (var check in backendChecks) check.Run();
            return new LocalStore<TState>(
                Parts(provider, folder, newState), provider.GetRequiredService<Entropy>(), prepare);
        });
        services.TryAddSingleton(provider =>
            new StoreStart(provider.GetRequiredService<LocalStore<TState>>().Open));
        services.AddArtifacts<TState>();
        services.TryAddSingleton(provider => new StoreReset(cancel => LocalReset.Run(
            provider.GetRequiredService<LocalStore<TState>>().Engine,
            provider.GetRequiredService<ArtifactStore>(),
            cancel)));
        services.TryAddSingleton(provider => new TrailAudit(checkpointPath => Task.Run(() =>
        {
            var options = provider.GetRequiredService<IOptions<LocalStoreOptions>>().Value;
            return StoredTrail.Verify(
                FolderDisk.OpenExisting(Path.Combine(options.Path, folder)), newState(provider, options).Service,
                checkpointPath, options.Path);
        })));
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TidyAtStart>());
        return services
            .AddStore<TState, ITrailStore>((engine, _) => new LocalTrailStore<TState>(engine))
            .AddStore<TState, IEventWriter>((engine, _) => new LocalEventWriter<TState>(engine))
            .AddStore<TState, IEventLog>((engine, _) => new LocalEventLog<TState>(engine))
            .AddStore<TState, IDeadEventStore>((engine, _) => new LocalDeadEventStore<TState>(engine))
            .AddStore<TState, IStoreProbe>((engine, _) => new LocalStoreProbe<TState>(engine));
    }

    /// <summary>Adds the catalogue and its blobs. It renames their files, so it works with no other blobs.</summary>
    private static void AddArtifacts<TState>(this IServiceCollection services) where TState : LocalState
    {
        var hasCatalogue = services.Any(service => service.ServiceType == typeof(IArtifactCatalogue));
        if (services.Any(service => service.ServiceType == typeof(IBlobStore)) != hasCatalogue)
            throw new InvalidOperationException(
                $"Register your own {nameof(IArtifactCatalogue)} and {nameof(IBlobStore)} together, or neither.");
        services.TryAddSingleton<IArtifactCatalogue>(provider =>
            provider.GetRequiredService<LocalStore<TState>>().Artifacts);
        services.TryAddSingleton<IBlobStore>(provider => provider.GetRequiredService<LocalStore<TState>>().Blobs);
        services.TryAddSingleton<ArtifactStore>();
    }

    /// <summary>Adds a store with limits on the number of things.</summary>
    private static IServiceCollection AddLimited<TState, TStore>(
        this IServiceCollection services, Func<LocalEngine<TState>, Entropy, LimitOptions, TStore> create)
        where TState : LocalState
        where TStore : class
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => create(
            provider.GetRequiredService<LocalStore<TState>>().Engine, provider.GetRequiredService<Entropy>(),
            provider.GetRequiredService<IOptions<LimitOptions>>().Value));
        return services;
    }

    /// <summary>Adds what encrypts secrets, all with the same keys.</summary>
    private static IServiceCollection AddSecret<TStore>(
        this IServiceCollection services, Func<LocalEngine<RegistryState>, SecretKeys, Entropy, TStore> create)
        where TStore : class
    {
        services.TryAddSingleton(provider => create(
            provider.GetRequiredService<LocalStore<RegistryState>>().Engine, provider.GetRequiredService<SecretKeys>(),
            provider.GetRequiredService<Entropy>()));
        return services;
    }

    private static IServiceCollection AddStore<TState, TStore>(
        this IServiceCollection services, Func<LocalEngine<TState>, Entropy, TStore> create)
        where TState : LocalState
        where TStore : class
    {
        services.TryAddSingleton(provider => create(
            provider.GetRequiredService<LocalStore<TState>>().Engine, provider.GetRequiredService<Entropy>()));
        return services;
    }

    private static LocalEngineParts<TState> Parts<TState>(
        IServiceProvider provider, string folder, Func<IServiceProvider, LocalStoreOptions, TState> newState)
        where TState : LocalState
    {
        var options = provider.GetRequiredService<IOptions<LocalStoreOptions>>().Value;
        return new LocalEngineParts<TState>(
            OpenFolder(options.Path, folder),
            () => newState(provider, options),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Tauro.Stores.Local"),
            provider.GetRequiredService<StoreMetrics>());
    }

    private static FolderDisk OpenFolder(string data, string folder)
    {
        try
        {
            return new FolderDisk(Path.Combine(data, folder));
        }
        catch (IOException e)
        {
            throw new SettingException(
                LocalStoreOptions.PathVariable, data,
                $"No data can be kept there: {e.Message} " +
                (FolderDisk.RemedyOf(e) ?? "Make it a folder that can be written, or name another."));
        }
    }
}
