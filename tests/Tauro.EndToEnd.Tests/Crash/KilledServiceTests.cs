using Tauro.Contracts.Experiments;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Crash;

/// <summary>
/// Services are killed with <c>kill -9</c> during writes, and the AppHost restarts them. Then the AppHost is killed.
/// </summary>
[Collection(KillableCollection.Name)]
public sealed class KilledServiceTests(KillableStack shared) : StackTests
{
    private const int Writers = 6;

    /// <summary>Acknowledged requests between two kills, so that each hits a busy service.</summary>
    private const int CallsBetweenKills = 40;

    [Fact]
    public Task Tracking_killed_ten_times_under_load_keeps_every_acknowledged_write_and_event() =>
        Survives("tracking", kills: 10);

    [Fact]
    public Task Registry_killed_three_times_under_load_keeps_every_acknowledged_write_and_event() =>
        Survives("registry", kills: 3);

    [Fact]
    public async Task A_killed_AppHost_leaves_no_process_and_the_next_one_starts_at_once_with_all_acknowledged_data()
    {
        var killed = await shared.GetRunning();
        StackUnderTest = killed;
        var experiment = await killed.Api.CreateExperiment("load on the AppHost");
        await using var load = new WriteLoad(killed.Api, experiment.ExperimentId, Writers);
        await Eventually.True(() => load.Acknowledged > CallsBetweenKills, "the load has started");
        killed.Kill();

        var next = await shared.GetRunning();
        StackUnderTest = next;
        await load.Stop();
        await killed.DisposeAsync();
        await AssertKept(next, [.. load.Runs.Values], followers: []);
    }

    [Fact]
    public async Task Reads_do_not_fail_while_the_service_is_killed_and_restarted()
    {
        using var data = new TemporaryFolder();
        await using var stack = await StackProcess.Start(data.Path);
        StackUnderTest = stack;
        var experiment = await stack.Api.CreateExperiment("read during a restart");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Writers).Select(_ => ReadUntil(stop.Token)).ToList();

        await stack.KillAndAwaitRestart("tracking");
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(readers), count => Assert.NotEqual(0, count));

        async Task<int> ReadUntil(CancellationToken stopped)
        {
            var count = 0;
            for (; !stopped.IsCancellationRequested; count++)
                Assert.Equal(
                    experiment.Name,
                    (await stack.Api.Get<Experiment>($"/api/v1/experiments/{experiment.ExperimentId}")).Name);
            return count;
        }
    }

    private async Task Survives(string service, int kills)
    {
        var stack = await shared.GetRunning();
        StackUnderTest = stack;
        await using var tracking = new EventFollower(stack.Api, "tracking");
        await using var registry = new EventFollower(stack.Api, "registry");
        var experiment = await stack.Api.CreateExperiment($"load on {service}");
        await using var load = new WriteLoad(stack.Api, experiment.ExperimentId, Writers);

        for (var kill = 0; kill < kills; kill++)
        {
            var (before, failedBefore) = (load.Acknowledged, load.Failed);
            await Eventually.True(() => load.Acknowledged >= before + CallsBetweenKills, "the load continues");
            await stack.KillAndAwaitRestart(service);
            await Eventually.True(() => load.Failed > failedBefore, "the kill made a request fail");
        }

        await load.Stop();
        await AssertKept(stack, [.. load.Runs.Values], [tracking, registry]);
    }

    private static async Task AssertKept(Stack stack, List<WrittenRun> written, EventFollower[] followers)
    {
        Assert.NotEmpty(written);
        await Parallel.ForEachAsync(written, async (run, _) => await run.AssertKept(stack.Api));
        await Parallel.ForEachAsync(written, async (run, _) => await Eventually.True(
            () => run.EffectsArrived(stack.Api), $"the events of run {run.RunId} are delivered"));

        foreach (var service in new[] { "tracking", "registry" })
        {
            await Eventually.True(async () => (await stack.Api.Bus(service)).Lag == 0, $"{service} has published all");
            EventHistory.AssertComplete(await stack.Api.Events(service));
        }

        foreach (var (service, follower) in new[] { "tracking", "registry" }.Zip(followers))
        {
            var history = await stack.Api.Events(service);
            await follower.WaitFor(history[^1].Sequence);
            Assert.Equal(history.Select(e => (e.Sequence, e.Id)), follower.Seen.Select(e => (e.Sequence, e.Id)));
        }

        var started = (await stack.Api.Events("tracking")).Where(e => e.Type.EndsWith("run.started"))
            .Select(e => e.Subject).ToHashSet();
        Assert.All(written, run => Assert.Contains($"runs/{run.RunId}", started));
    }
}
