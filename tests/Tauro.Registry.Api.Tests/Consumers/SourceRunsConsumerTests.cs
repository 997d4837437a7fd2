using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Registry.Api.Consumers;
using Tauro.Events;
using Tauro.Stores.Models;
using Tauro.TestServers;

namespace Tauro.Registry.Api.Tests.Consumers;

public sealed class SourceRunsConsumerTests : IAsyncLifetime
{
    private readonly RunId runId = new(new string('a', 32));
    private readonly TemporaryFolder folder = new();
    private IHost host = null!;

    private IModelStore Models => host.Services.GetRequiredService<IModelStore>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("TAURO_MLOPS_PATH", folder.Path)]);
        builder.Services.AddTauroRegistryStore(builder.Configuration);
        builder.AddTauroEvents("registry", RegistryConsumers.Add);
        host = builder.Build();
        await host.Services.OpenStores();
        await host.StartAsync();
        Assert.True((await Models.RegisterVersion("fraud", new NewModelVersion(SourceRunId: runId))).IsOk);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_final_status_of_a_source_run_is_recorded_in_the_version()
    {
        await Publish(10, new RunEnded(runId, new("1"), RunStatus.Failed, 1));

        await AssertStatus("FAILED");
    }

    [Fact]
    public async Task A_late_event_changes_nothing()
    {
        await Publish(10, new RunEnded(runId, new("1"), RunStatus.Completed, 1));
        await AssertStatus("COMPLETED");
        await Publish(9, new RunUpdated(runId, new("1"), "name", RunStatus.Running));
        await Publish(10, new RunEnded(runId, new("1"), RunStatus.Completed, 1));
        await Publish(11, new RunRestored(new(new string('b', 32)), new("1"), RunStatus.Running));

        // The queue is processed one event at a time: once the other version changes, all events above are processed.
        Assert.True((await Models.RegisterVersion(
            "other", new NewModelVersion(SourceRunId: new(new string('c', 32))))).IsOk);
        await Publish(12, new RunEnded(new(new string('c', 32)), new("1"), RunStatus.Killed, 1));
        await Eventually.True(
            async () => (await Models.GetVersion("other", 1)).Value.SourceRunStatus == "KILLED", "all are handled");
        await AssertStatus("COMPLETED");
    }

    [Fact]
    public async Task A_run_is_deleted_and_restored()
    {
        await Publish(10, new RunDeleted(runId, new("1")));
        await AssertStatus("DELETED");
        await Publish(11, new RunRestored(runId, new("1"), RunStatus.Completed));
        await AssertStatus("COMPLETED");
    }

    [Theory]
    [InlineData(LifecycleStage.Active, "SCHEDULED")]
    [InlineData(LifecycleStage.Deleted, "DELETED")]
    public async Task A_link_sets_the_status_of_the_run(LifecycleStage stage, string expected)
    {
        await Publish(10, new RunLinkedToVersion(runId, "fraud", 1, RunStatus.Scheduled, stage));

        await AssertStatus(expected);
    }

    private Task Publish(long sequence, LifecycleEvent lifecycleEvent) =>
        host.Services.GetRequiredService<EventDispatcher>().Dispatch(
            Subscriptions.RegistrySourceRuns.Queue,
            new EventRecord(
                sequence, $"tracking/{sequence}", EventCatalog.NameOf(lifecycleEvent), "/tauro/tracking",
                lifecycleEvent.Subject, DateTimeOffset.UnixEpoch, EventCatalog.DataOf(lifecycleEvent)),
            CancellationToken.None);

    private Task AssertStatus(string status) => Eventually.True(
        async () => (await Models.GetVersion("fraud", 1)).Value.SourceRunStatus == status,
        $"the source run status of the version is {status}");
}
