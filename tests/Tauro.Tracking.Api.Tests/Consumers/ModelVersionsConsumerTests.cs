using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Events;
using Tauro.Stores.Events;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Runs;
using Tauro.TestServers;
using Tauro.Tracking.Api.Consumers;

namespace Tauro.Tracking.Api.Tests.Consumers;

public sealed class ModelVersionsConsumerTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Warnings warnings = new();
    private IHost host = null!;
    private RunId runId;

    private IRunStore Runs => host.Services.GetRequiredService<IRunStore>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("TAURO_MLOPS_PATH", folder.Path)]);
        builder.Services.AddTauroTrackingStore(builder.Configuration);
        builder.AddTauroEvents("tracking", TrackingConsumers.Add);
        builder.Logging.AddProvider(warnings);
        host = builder.Build();
        await host.Services.OpenStores();
        await host.StartAsync();
        runId = (await Runs.StartRun(new NewRun(new("0")))).Value.RunId;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_run_is_linked_to_the_versions_created_from_it()
    {
        await Publish(Created(1), Created(2));

        await Marked("fraud/1", "fraud/2");
    }

    [Fact]
    public async Task A_repeated_event_changes_nothing()
    {
        await Publish(Created(1), Created(1), Created(2), Created(2));
        await Marked("fraud/1", "fraud/2");

        var events = (await host.Services.GetRequiredService<IEventLog>().Read(0, 100)).Value;
        Assert.Equal(2, events.Count(record => record.Type == "tauro.run.linked_to_version"));
    }

    [Fact]
    public async Task A_deleted_version_is_unlinked()
    {
        await Publish(Created(1), Created(2));
        await Marked("fraud/1", "fraud/2");
        await Publish(new ModelVersionDeleted("fraud", 1, runId));

        await Marked("fraud/2");
    }

    [Fact]
    public async Task A_renamed_model_is_renamed_in_its_runs_and_its_versions_can_then_be_unlinked()
    {
        await Publish(
            Created(1), Created(2), Created(1) with { Name = "fraud 2" }, Created(1) with { Name = "fra" });
        await Marked("fraud/1", "fraud/2", "fraud 2/1", "fra/1");
        await Publish(
            new ModelUpdated("fraud"), new ModelUpdated("scam", "fraud"), new ModelUpdated("scam", "fraud"));
        await Marked("scam/1", "scam/2", "fraud 2/1", "fra/1");
        await Publish(new ModelVersionDeleted("scam", 1, runId));
        await Marked("scam/2", "fraud 2/1", "fra/1");
    }

    [Fact]
    public async Task Events_that_are_consumed_again_after_a_rename_change_nothing()
    {
        ModelId renamed = new("1"), newer = new("2");
        LifecycleEvent[] history =
        [
            Created(1) with { ModelId = renamed }, Created(2) with { ModelId = renamed },
            new ModelUpdated("scam", "fraud", renamed), new ModelVersionDeleted("scam", 3, runId, renamed),
            Created(1) with { ModelId = newer },
        ];
        await Publish(history);
        await Marked("scam/1", "scam/2", "fraud/1");
        var before = (await Runs.GetRun(runId)).Value;

        await Publish(history);
        await Publish(Created(5));
        await Marked("scam/1", "scam/2", "fraud/1", "fraud/5");

        Assert.Equal(["fraud/1", "fraud/2", "fraud/1", "fraud/5"], await Linked());
        Assert.Equal(["scam", "fraud"], before.ModelNames!.Values);
    }

    [Fact]
    public async Task An_event_about_an_older_model_does_not_change_the_links_to_one_that_has_its_name_now()
    {
        await Publish(Created(1) with { ModelId = new("2") });
        await Publish(
            new ModelVersionDeleted("fraud", 1, runId, new("1")), new ModelUpdated("scam", "fraud", new("1")),
            Created(2) with { ModelId = new("2") });

        await Marked("fraud/1", "fraud/2");
    }

    [Fact]
    public async Task An_unknown_run_does_not_block_later_events()
    {
        await Publish(
            Created(1) with { SourceRunId = new(new string('0', 32)) }, Created(2) with { SourceRunId = null });
        await Publish(Created(3));

        await Marked("fraud/3");
    }

    [Fact]
    public async Task A_run_or_logged_model_of_another_tracker_is_no_reason_for_a_warning()
    {
        await Publish(
            Created(1) with { SourceRunId = new("of another tracker"), LoggedModelId = new("m-0") },
            new ModelVersionDeleted("fraud", 1, new("of another tracker")), Created(2));

        await Marked("fraud/2");
        Assert.Empty(warnings.Lines);
    }

    [Fact]
    public async Task A_logged_model_is_tagged_once_with_each_version_created_from_it()
    {
        var models = host.Services.GetRequiredService<ILoggedModelStore>();
        var model = (await models.CreateLoggedModel(new NewLoggedModel(new("0")))).Value.ModelId;
        await Publish(
            Created(1) with { LoggedModelId = model }, Created(1) with { LoggedModelId = model },
            Created(2) with { LoggedModelId = model, SourceRunId = null },
            Created(3) with { LoggedModelId = new("m-none") });

        await Eventually.True(
            async () => (await models.GetLoggedModel(model)).Value.Tags.GetValueOrDefault("mlflow.modelVersions")
                == """[{"name": "fraud", "version": 1}, {"name": "fraud", "version": 2}]""",
            "the model is tagged with both versions");
        await Marked("fraud/1", "fraud/3");
        await Publish(
            new ModelUpdated("scam", "fraud"), new ModelVersionDeleted("scam", 1, runId, LoggedModelId: model));
        await Eventually.True(
            async () => (await models.GetLoggedModel(model)).Value.Tags.GetValueOrDefault("mlflow.modelVersions")
                == """[{"name": "scam", "version": 2}]""",
            "the model is tagged with the version that is left, by its new name");
    }

    [Theory]
    [InlineData("runs:/RUN/model")]
    [InlineData("RUNS:/RUN/model")]
    [InlineData("mlflow-artifacts:/0/RUN/artifacts/model")]
    [InlineData("mlflow-artifacts://host:5000/teams//x/./RUN/artifacts")]
    public async Task The_run_of_a_source_is_linked_although_no_run_is_named(string source)
    {
        var named = source.Replace("RUN", runId, StringComparison.Ordinal).Replace($"{runId}S:", "RUNS:");
        await Publish(Created(1) with { SourceRunId = null, Source = named });

        await Marked("fraud/1");
        await Publish(new ModelVersionDeleted("fraud", 1, null, Source: named));
        await Marked();
    }

    [Theory]
    [InlineData("models:/MODEL")]
    [InlineData("mlflow-artifacts:/0/models/MODEL/artifacts")]
    public async Task The_logged_model_of_a_source_is_linked_although_none_is_named(string source)
    {
        var models = host.Services.GetRequiredService<ILoggedModelStore>();
        var model = (await models.CreateLoggedModel(new NewLoggedModel(new("0")))).Value.ModelId;
        await Publish(Created(1) with { SourceRunId = null, Source = source.Replace("MODEL", model) });

        await Eventually.True(
            async () => (await models.GetLoggedModel(model)).Value.Tags.ContainsKey("mlflow.modelVersions"),
            "the model is linked to the version");
    }

    [Theory]
    [InlineData("s3://bucket/RUN/model")]
    [InlineData("models:/fraud/1")]
    [InlineData("runs:/")]
    public async Task Other_sources_are_of_no_run(string source)
    {
        await Publish(
            Created(1) with { SourceRunId = null, Source = source.Replace("RUN", runId) }, Created(2));

        await Marked("fraud/2");
        Assert.Empty(warnings.Lines);
    }

    private async Task<IEnumerable<string>> Linked() =>
        (await host.Services.GetRequiredService<IEventLog>().Read(0, 100)).Value
            .Select(EventCatalog.Read).OfType<RunLinkedToVersion>().Select(it => $"{it.ModelName}/{it.Version}");

    private ModelVersionCreated Created(int version) =>
        new("fraud", version, runId, null, ModelVersionStatus.Ready);

    private async Task Publish(params LifecycleEvent[] events)
    {
        foreach (var lifecycleEvent in events)
        {
            await host.Services.GetRequiredService<EventDispatcher>().Dispatch(
                Subscriptions.TrackingModelVersions.Queue,
                new EventRecord(
                    1, "registry/1", EventCatalog.NameOf(lifecycleEvent), "/tauro/registry", lifecycleEvent.Subject,
                    DateTimeOffset.UnixEpoch, EventCatalog.DataOf(lifecycleEvent)),
                CancellationToken.None);
        }
    }

    private Task Marked(params string[] versions) => Eventually.True(
        async () => (await Runs.GetRun(runId)).Value.ModelVersions.SequenceEqual(versions),
        $"the run is linked to {string.Join(", ", versions)}");

    /// <summary>Records the warnings of the consumer.</summary>
    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) =>
            categoryName == typeof(ModelVersionsConsumer).FullName ? this : NullLogger.Instance;

        public void Dispose()
        {
        }

        IDisposable? ILogger.BeginScope<TState>(TState state) => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        void ILogger.Log<TState>(
            LogLevel level, EventId id, TState state, Exception? failure, Func<TState, Exception?, string> format)
        {
            if (IsEnabled(level)) Lines.Enqueue(format(state, failure));
        }
    }
}
