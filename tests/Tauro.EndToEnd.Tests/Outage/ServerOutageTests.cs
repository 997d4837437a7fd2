using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Outage;

/// <summary>RabbitMQ or Redis is unavailable for a while. No write fails, and no event is lost.</summary>
[Collection(RealServersCollection.Name)]
public sealed class ServerOutageTests(RealServers servers) : StackTests
{
    private const int RunsPerOutage = 25;

    [Fact]
    public async Task Writes_succeed_without_broker_or_cache_and_all_events_are_delivered_later()
    {
        var stack = await servers.GetRunning();
        StackUnderTest = stack;
        var experiment = await stack.Api.CreateExperiment("outage");
        await AssertDelivered(stack.Api, [await WriteRun(stack.Api, experiment.ExperimentId, "before")]);

        await servers.Rabbit.Stop();
        var withoutBroker = await WriteRuns(stack.Api, experiment.ExperimentId, "no-broker");
        await AssertDegraded(stack.Api, "bus", "tracking", "registry");
        Assert.Empty((await stack.Api.GetRun(withoutBroker[^1].RunId)).ModelVersions);
        await servers.Rabbit.Start();
        await AssertDelivered(stack.Api, withoutBroker);

        await servers.Redis.Stop();
        var withoutCache = await WriteRuns(stack.Api, experiment.ExperimentId, "no-cache");
        Assert.Equal(1, (await stack.Api.GetVersion(withoutCache[0].Model, 1)).Version);
        await AssertDegraded(stack.Api, "redis", "registry");
        await AssertDelivered(stack.Api, withoutCache);
        await servers.Redis.Start();
        await AssertRecovers(stack.Api);
    }

    private sealed record Written(RunId RunId, string Model);

    private static async Task<List<Written>> WriteRuns(TauroApi api, ExperimentId experimentId, string name)
    {
        var written = new List<Written>();
        for (var i = 0; i < RunsPerOutage; i++) written.Add(await WriteRun(api, experimentId, $"{name}-{i}"));
        return written;
    }

    /// <summary>Writes a run; any failed request fails the test.</summary>
    private static async Task<Written> WriteRun(TauroApi api, ExperimentId experimentId, string name)
    {
        var run = await api.StartRun(new NewRun(experimentId, name));
        await api.Log(run.RunId, new RunBatch([new MetricPoint("auc", 0.9, 1_700_000_000_000)]));
        await api.Register(name, new NewModelVersion(ArtifactMode: ArtifactMode.None, SourceRunId: run.RunId));
        await api.EndRun(run.RunId);
        return new(run.RunId, name);
    }

    private static async Task AssertDelivered(TauroApi api, List<Written> written)
    {
        foreach (var (runId, model) in written)
        {
            await Eventually.True(
                async () => (await api.GetRun(runId)).ModelVersions.SequenceEqual([$"{model}/1"]),
                $"the run of {model} is linked");
            await Eventually.True(
                async () => (await api.GetVersion(model, 1)).SourceRunStatus == "COMPLETED", $"{model} has its status");
        }

        foreach (var service in new[] { "tracking", "registry" })
            EventHistory.AssertComplete(await api.Events(service));
    }

    private static async Task AssertDegraded(TauroApi api, string dependency, params string[] services)
    {
        foreach (var service in services)
            await Eventually.True(
                async () => await api.Dependency(service, dependency) is var now
                    && now.GetProperty("status").GetString() == "DEGRADED"
                    && now.GetProperty("reason").GetString() is { Length: > 0 },
                $"{service} reports that {dependency} is unavailable, and why");
        Assert.True(await api.IsReady(), "a service that can commit must be ready");
    }

    private static Task AssertRecovers(TauroApi api) => Eventually.True(async () =>
    {
        using var status = await api.Document("/status");
        return status.RootElement.GetProperty("status").GetString() == "HEALTHY";
    }, "the status is HEALTHY again");
}
