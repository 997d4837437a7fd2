using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A purge in several commits, what it leaves, and what else happens until it is complete.</summary>
public sealed partial class PurgeTests : IAsyncDisposable
{
    private const int Many = 40;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly SimulatedDisk disk = new();
    private readonly LocalStoreOptions options = new()
    {
        Background = false, FreeBytesMin = 0, ResidentPoints = 0, PurgedPerCommit = 10,
        JournalSegmentBytes = 64 << 10,
    };

    private LocalEngine<TrackingState> engine = null!;
    private LocalRunStore runs = null!;
    private ArtifactStore artifacts = null!;
    private LocalPurgeStore purges = null!;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task An_experiment_with_many_runs_is_purged_in_commits_of_bounded_size()
    {
        var id = await OpenWithDeleted(Many);
        var before = engine.State.Events.LastApplied;
        var frames = await engine.RunBetweenBatches((_, journal) => journal.NextSequence);

        var purge = (await purges.PurgeExperiment(id)).Value;

        Assert.Equal((PurgeStatus.Completed, Many, Many), (purge.Status, purge.Runs, purge.Artifacts));
        Assert.Equal(before + 1, engine.State.Events.LastApplied);
        // Five runs, each with an artifact, are one commit; another one completes the deletion of the files.
        var commits = await engine.RunBetweenBatches((_, journal) => journal.NextSequence) - frames;
        Assert.InRange(commits, 2 * Many / 5, (2 * Many / 5) + 2);
        RequireEmpty();
    }

    [Fact]
    public async Task Until_it_is_complete_each_run_is_there_completely_or_not_at_all_and_none_is_restored()
    {
        var id = await OpenWithDeleted(Many);
        var all = engine.State.Runs.IdsIn(id).ToList();
        await Interrupt(() => purges.PurgeExperiment(id));

        Assert.InRange(engine.State.Runs.Count, 1, Many - 1);
        foreach (var run in all)
        {
            var found = await runs.GetRun(run);
            var folder = PathOf($"{id}/{run}/artifacts");
            Assert.Equal(found.IsOk ? 1 : 0, engine.State.Artifacts.Below(folder).Count());
            var listed = await artifacts.List(folder, new());
            Assert.Equal(found.IsOk ? ProblemCodes.BeingPurged : null, listed.Problem?.Code);
            var opened = await artifacts.Open(PathOf($"{folder}/model.bin"));
            Assert.Equal(
                found.IsOk ? ProblemCodes.BeingPurged : ProblemCodes.ArtifactNotFound, opened.Problem?.Code);
            if (!found.IsOk) continue;
            Assert.Equal(LifecycleStage.Deleted, found.Value.LifecycleStage);
            Assert.Equal(ProblemCodes.BeingPurged, (await runs.RestoreRun(run)).Problem?.Code);
            Assert.Equal(ProblemCodes.BeingPurged, (await runs.LinkModelVersion(run, "fraud", 1)).Problem?.Code);
        }

        Assert.Equal(ProblemCodes.BeingPurged, (await runs.RestoreExperiment(id)).Problem?.Code);
        Assert.Equal(PurgeStatus.Completed, (await purges.PurgeExperiment(id)).Value.Status);
        RequireEmpty();
    }

    [Fact]
    public async Task After_a_start_it_continues_by_itself()
    {
        var id = await OpenWithDeleted(Many);
        await Interrupt(() => purges.PurgeExperiment(id));
        await engine.DisposeAsync();

        options.Background = true;
        await Open();
        Assert.InRange(engine.State.Runs.Count, 1, Many - 1);
        purges.Start();

        using var timeout = new CancellationTokenSource(Timeout);
        while (engine.State.Experiments.Count > 1) await Task.Delay(20, timeout.Token);
        RequireEmpty();
    }

    [Fact]
    public async Task A_run_with_more_artifacts_than_a_commit_takes_disappears_last()
    {
        await Open();
        var run = (await runs.StartRun(new NewRun(new("0")))).Value;
        for (var i = 0; i < Many; i++) await Write($"0/{run.RunId}/artifacts/{i}");
        Assert.True((await runs.DeleteRun(run.RunId)).IsOk);
        await Interrupt(() => purges.PurgeRun(run.RunId));

        Assert.True((await runs.GetRun(run.RunId)).IsOk);
        Assert.InRange(engine.State.Artifacts.Count, 1, Many - 1);
        var purge = (await purges.PurgeRun(run.RunId)).Value;
        Assert.Equal((PurgeStatus.Completed, Many), (purge.Status, purge.Artifacts));
        RequireEmpty();
    }

    [Fact]
    public async Task On_a_full_disk_fewer_documents_are_removed_at_once()
    {
        options.PurgedPerCommit = 1_000;
        var id = await OpenWithDeleted(200);
        await UntilSegmentHas(8_000);
        disk.Capacity -= disk.FreeBytes();

        Assert.Equal(PurgeStatus.Running, (await purges.PurgeExperiment(id)).Value.Status);

        Assert.InRange(engine.State.Runs.Count, 1, 199);
        disk.Capacity = 1L << 40;
        await purges.FinishAll();
        RequireEmpty();
    }

    [Fact]
    public async Task It_gives_back_the_disk_space_and_drops_the_points()
    {
        const int Large = 1_500;
        options.PurgedPerCommit = 1_000;
        await Open();
        var kept = (await runs.CreateExperiment(new NewExperiment("kept"))).Value.ExperimentId;
        var keptRun = (await runs.StartRun(new NewRun(kept))).Value.RunId;
        await Log(keptRun);
        await engine.Checkpoints.Run();
        var bytes = LiveBytes();
        var id = (await runs.CreateExperiment(new NewExperiment("fraud"))).Value.ExperimentId;
        for (var i = 0; i < Large; i++) await Log((await runs.StartRun(new NewRun(id))).Value.RunId);
        await engine.Checkpoints.Run();
        var full = LiveBytes();
        Assert.True((await runs.DeleteExperiment(id)).IsOk);
        Assert.Equal(Large, (await purges.PurgeExperiment(id)).Value.Runs);
        for (var i = 0; i < 2; i++) await engine.Checkpoints.Run();

        Assert.Equal(1, engine.State.Runs.Count);
        Assert.Single(engine.State.Runs.Columns(null));
        Assert.InRange(LiveBytes() - bytes, long.MinValue, (full - bytes) / 20);
        Assert.Single((await runs.GetMetricHistory(new(keptRun, "loss", new()))).Value.Items);
        await engine.DisposeAsync();
        await Open();
        Assert.Single((await runs.GetMetricHistory(new(keptRun, "loss", new()))).Value.Items);
    }

    /// <summary>Without events and the trail, to which a purge adds.</summary>
    private long LiveBytes() => engine.Checkpoints.Manifest.Files
        .Where(file => file.Kind is ManifestFileKind.Documents or ManifestFileKind.Metrics).Sum(file => file.Bytes);

    private Task Log(RunId run) =>
        runs.Log(run, new RunBatch([new MetricPoint("loss", 1, 1, 1)])).AsTask();

    /// <summary>Makes the disk fail after some commits of an operation.</summary>
    private async Task Interrupt(Func<ValueTask<StoreOutcome<Purge>>> purge)
    {
        var left = 30;
        disk.Changed = _ =>
        {
            if (--left == 0) disk.FailFrom(disk.Operations, Fault.IoError);
        };
        await purge();
        disk.Changed = null;
        disk.Heal();
        Assert.True(left <= 0, $"The purge was complete after {30 - left} operations.");
        Assert.True(await engine.RunBetweenBatches((_, _) => true));
    }

    private async Task UntilSegmentHas(int bytesMax)
    {
        for (var i = 0; await engine.RunBetweenBatches((_, journal) => journal.RemainingBytes) > bytesMax; i++)
            Assert.True((await runs.UpdateExperiment(new("0"), new ExperimentChange(Description: $"{i}"))).IsOk);
    }

    private async Task<ExperimentId> OpenWithDeleted(int count)
    {
        await Open();
        var id = (await runs.CreateExperiment(new NewExperiment("fraud"))).Value.ExperimentId;
        for (var i = 0; i < count; i++)
        {
            var run = (await runs.StartRun(new NewRun(id))).Value;
            await Write($"{id}/{run.RunId}/artifacts/model.bin");
        }

        Assert.True((await runs.DeleteExperiment(id)).IsOk);
        return id;
    }

    private async Task Write(string path) =>
        Assert.True((await artifacts.Write(PathOf(path), new MemoryStream([1]), default)).IsOk);

    private static ArtifactPath PathOf(string value)
    {
        Assert.True(ArtifactPath.TryParse(value, out var path, out _));
        return path;
    }

    private void RequireEmpty()
    {
        Assert.Equal(
            (0, 1, 0, 0),
            (engine.State.Runs.Count, engine.State.Experiments.Count, engine.State.Artifacts.Count,
                engine.State.Deletions.Count));
        Assert.DoesNotContain(engine.State.Purges.All, purge => purge.Status == PurgeStatus.Running);
        Assert.Empty(disk.Paths("artifacts"));
    }

    private async Task Open()
    {
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
        (artifacts, var catalogue) = await LocalArtifacts.OpenBoth(engine, Entropy.System);
        runs = await LocalRunStore.Open(engine, Entropy.System);
        purges = new LocalPurgeStore(engine, catalogue, Entropy.System);
    }
}
