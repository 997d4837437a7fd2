using Microsoft.Extensions.DependencyInjection.Extensions;
using Tauro.ServiceDefaults.Testing;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Events;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Access;
using Tauro.Tracking.Api.Artifacts;
using Tauro.Tracking.Api.Datasets;
using Tauro.Tracking.Api.Experiments;
using Tauro.Tracking.Api.Holds;
using Tauro.Tracking.Api.LoggedModels;
using Tauro.Tracking.Api.MetricRules;
using Tauro.Tracking.Api.Metrics;
using Tauro.Tracking.Api.Mlflow;
using Tauro.Tracking.Api.Mlflow.Artifacts;
using Tauro.Tracking.Api.Mlflow.Datasets;
using Tauro.Tracking.Api.Mlflow.Issues;
using Tauro.Tracking.Api.Mlflow.LabelSchemas;
using Tauro.Tracking.Api.Mlflow.LoggedModels;
using Tauro.Tracking.Api.Mlflow.ReviewQueues;
using Tauro.Tracking.Api.Mlflow.Scorers;
using Tauro.Tracking.Api.Mlflow.Traces;
using Tauro.Tracking.Api.Otlp;
using Tauro.Tracking.Api.Runs;
using Tauro.Tracking.Api.Telemetry;
using Tauro.Tracking.Api.Traces;
using Tauro.Tracking.Api.Uploads;

namespace Tauro.Tracking.Api;

/// <summary>Adds experiment tracking to any host.</summary>
public static class TrackingApi
{
    /// <summary>
    /// Adds the services of tracking, and the local store when no other is registered: a host that registered an
    /// <see cref="IRunStore"/>, <see cref="IArtifactCatalogue"/>, <see cref="IBlobStore"/>, <see cref="IEventLog"/> and
    /// <see cref="IStoreProbe"/> before keeps them. Call <c>AddTauroServiceDefaults</c> first: it adds problem details,
    /// JSON and limits.
    /// </summary>
    public static WebApplicationBuilder AddTracking(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<TrackingMetrics>();
        builder.Services.TryAddSingleton<RunLog>();
        builder.Services.AddEventFollower<TrackingEvents>();
        builder.Services.AddTauroMlflow().AddTauroArtifacts();
        builder.Services.TryAddSingleton(Entropy.System);
        builder.Services.TryAddSingleton<IUploadFiles, RunUploads>();
        builder.Services.TryAddSingleton<ProxiedFiles>();
        builder.Services.TryAddSingleton<ProxiedAccess>();
        AddStaleRuns(builder);
        AddMetricRules(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(IRunStore)))
            builder.Services.AddTauroTrackingStore(builder.Configuration);
        builder.Services.AddTrackingGuards();
        OtherWorkspaces.AddCheck(builder);
        return builder.AddTauroRetention();
    }

    /// <summary>Maps the native API, <c>/api/v1</c>, and MLflow's API.</summary>
    public static WebApplication MapTracking(this WebApplication app)
    {
        app.MapExperiments();
        app.MapRuns();
        app.MapMetrics();
        app.MapArtifacts();
        RunUploads.Map(app);
        app.MapProxiedArtifacts();
        app.MapTauroEvents("tracking");
        app.MapTauroTrail("tracking");
        app.MapTauroRetention("tracking");
        app.MapTrackingHolds();
        app.MapCacheStats();
        app.MapTrackingContent();
        app.MapMlflowTracking();
        app.MapTestingReset((services, cancel) => services.GetRequiredService<StoreReset>().Run(cancel));
        var services = app.Services.GetRequiredService<IServiceProviderIsService>();
        // A host with its own stores may not have these.
        if (services.IsService(typeof(ILoggedModelStore))) MapModels(app);
        if (services.IsService(typeof(ITraceStore))) app.MapTraces();
        if (services.IsService(typeof(IEvaluationStore))) MapDatasets(app);
        if (services.IsService(typeof(IScorerStore))) app.MapMlflowScorers();
        if (services.IsService(typeof(IIssueStore))) app.MapMlflowIssues();
        if (services.IsService(typeof(IReviewStore))) MapReviews(app);
        if (services.IsService(typeof(IMetricRuleStore))) app.MapMetricRules();
        return app;
    }

    private static void AddStaleRuns(WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(StaleRunOptions.Section);
        builder.Services.AddOptions<StaleRunOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<StaleRuns>();
    }

    private static void AddMetricRules(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MetricRuleOptions>().BindConfiguration(MetricRuleOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<SilentRuns>();
    }

    private static void MapModels(WebApplication app)
    {
        app.MapLoggedModels();
        app.MapMlflowLoggedModels();
    }

    private static void MapDatasets(WebApplication app)
    {
        app.MapDatasetViews();
        app.MapMlflowDatasets();
    }

    private static void MapReviews(WebApplication app)
    {
        app.MapMlflowLabelSchemas();
        app.MapMlflowReviewQueues();
    }

    private static void MapTraces(this WebApplication app)
    {
        app.MapTraceViews();
        app.MapMlflowTraces();
        app.MapOtlp();
    }
}
