using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class StoredRunTests : IAsyncLifetime
{
    private readonly SimulatedDisk disk = new();

    // No points stay in memory, so metrics are unloaded as soon as they are stored.
    private readonly LocalStoreOptions options = new() { Background = false, FreeBytesMin = 0, ResidentPoints = 0 };

    private LocalEngine<TrackingState> engine = null!;
    private LocalRunStore runs = null!;

    public async ValueTask InitializeAsync()
    {
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
        runs = await LocalRunStore.Open(engine, Entropy.System);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_stored_run_is_read_from_its_segment_and_damage_there_is_reported()
    {
        var (whole, damaged) = (await Start("whole"), await Start("damaged"));
        await Log(whole, 1, 0.5);
        await engine.Checkpoints.Run();
        await Reopen();
        Assert.Equal(0.5, (await runs.GetRun(whole)).Value.Metrics["m"].Value);
        Assert.Equal(2, engine.State.Runs.Count);

        var path = disk.Paths("runs").Single(file => file.StartsWith("runs/runs-", StringComparison.Ordinal));
        await Reopen();
        var bytes = disk.Bytes(path);
        var at = bytes.AsSpan().IndexOf("\"name\":\"damaged"u8) + 9;
        using (var file = disk.Open(path, write: true)) file.Write([(byte)(bytes[at] ^ 1)], at);

        Assert.Equal("whole", (await runs.GetRun(whole)).Value.Name);
        var refused = await Assert.ThrowsAsync<StorageCorruptException>(async () => await runs.GetRun(damaged));
        Assert.Equal(path, refused.File);
    }

    [Fact]
    public async Task The_latest_metrics_survive_changes_checkpoints_and_crashes_in_any_order()
    {
        var run = await Start("run");
        var random = new Random(7);
        var (latest, points) = (-1L, new HashSet<long>());
        for (var i = 0; i < 300; i++)
        {
            switch (random.Next(6))
            {
                case 0 or 1:
                    var step = random.Next(1_000);
                    await Log(run, step, step);
                    latest = Math.Max(latest, step);
                    points.Add(step);
                    break;
                case 2:
                    await runs.UpdateRun(run, new RunChange(Tags: new Dictionary<string, string?> { ["t"] = $"{i}" }));
                    break;
                case 3:
                    await runs.Log(run, new RunBatch(Tags: new Dictionary<string, string> { ["u"] = $"{i}" }));
                    break;
                case 4:
                    await engine.Checkpoints.Run();
                    break;
                default:
                    await Reopen();
                    break;
            }

            var read = (await runs.GetRun(run)).Value;
            Assert.Equal(latest, read.Metrics.TryGetValue("m", out var metric) ? metric.Step : -1);
            var found = await runs.SearchRuns(new RunQuery(
                null, new PageRequest(),
                Filter: FilterParser.Parse($"metrics.m = {latest}", FilterVocabulary.Runs).Value));
            Assert.Equal(latest < 0 ? 0 : 1, found.Value.Items.Count);
            if (points.Count == 0) continue;
            found = await runs.SearchRuns(new RunQuery(
                null, new PageRequest(), Filter: FilterParser.Parse(
                    $"min(metrics.m) = {points.Min()} AND max(metrics.m) = {points.Max()} "
                    + $"AND first(metrics.m) = {points.Min()}", FilterVocabulary.Runs).Value));
            Assert.Single(found.Value.Items);
        }

        var history = await runs.GetMetricHistory(new MetricHistoryQuery(run, "m", new PageRequest(1_000)));
        Assert.Equal(points.Order(), history.Value.Items.Select(point => point.Step));
    }

    [Fact]
    public async Task One_changed_run_of_many_does_not_rewrite_the_others()
    {
        for (var i = 0; i < 2_000; i++) await Start($"run-{i}");
        var run = await Start("changed");
        await engine.Checkpoints.Run();
        var large = Segments().Single();

        for (var i = 0; i < 40; i++)
        {
            await runs.Log(run, new RunBatch(Tags: new Dictionary<string, string> { ["t"] = $"{i}" }));
            await engine.Checkpoints.Run();
        }

        Assert.Equal(large, Segments()[0]);
        Assert.InRange(Segments().Count, 2, 8);
        await Reopen();
        Assert.Equal((2_001, "39"), (engine.State.Runs.Count, (await runs.GetRun(run)).Value.Tags["t"]));
    }

    [Fact]
    public async Task Documents_are_as_written_after_merges_during_checkpoints()
    {
        var random = new Random(3);
        var model = new Dictionary<RunId, string>();
        for (var round = 0; round < 60; round++)
        {
            for (var i = 0; i < 10; i++)
            {
                if (model.Count < 20 || random.Next(3) > 0)
                {
                    model[await Start($"{round}")] = "";
                    continue;
                }

                var run = model.Keys.ElementAt(random.Next(model.Count));
                if (random.Next(2) == 0)
                {
                    await Remove(run);
                    model.Remove(run);
                }
                else
                {
                    await runs.Log(run, new RunBatch(Tags: new Dictionary<string, string> { ["t"] = $"{round}/{i}" }));
                    model[run] = $"{round}/{i}";
                }
            }

            await Task.WhenAll(engine.Checkpoints.Checkpoint(), engine.Checkpoints.Merger.Run());
            Assert.Equal(Segments().Order(StringComparer.Ordinal), Segments());
            if (random.Next(5) == 0) await Reopen();
            Assert.Equal(
                model.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal),
                engine.State.Runs.All.OrderBy(run => run.RunId.Value, StringComparer.Ordinal)
                    .Select(run => KeyValuePair.Create(run.RunId, run.Tags.GetValueOrDefault("t", ""))));
        }

        Assert.InRange(Segments().Count, 1, 12);
    }

    [Fact]
    public async Task A_checkpoint_or_merge_that_fails_at_any_operation_leaves_no_file_open()
    {
        await Start("run");
        for (var operation = 0; operation < 60; operation++)
        {
            await Start($"{operation}");
            disk.FailAt(disk.Operations + operation, Fault.IoError);
            await Record.ExceptionAsync(engine.Checkpoints.Run);
            disk.Heal();

            Assert.Null(await Record.ExceptionAsync(engine.Checkpoints.Checkpoint));
            Assert.InRange(disk.OpenFiles, 1, Segments().Count + 1); // And the journal.
        }
    }

    [Fact]
    public async Task A_store_that_fails_to_open_leaves_no_file_open()
    {
        await Start("run");
        await engine.Checkpoints.Run();
        await engine.DisposeAsync();
        Assert.Equal(0, disk.OpenFiles);
        var failures = 0;
        for (var operation = 0; operation < 40; operation++)
        {
            disk.FailAt(disk.Operations + operation, Fault.IoError);
            if (await Record.ExceptionAsync(async () => await InitializeAsync()) is not null) failures++;
            else await engine.DisposeAsync();
            disk.Heal();
            Assert.Equal(0, disk.OpenFiles);
        }

        Assert.InRange(failures, 5, 40);
        await InitializeAsync();
    }

    [Fact]
    public async Task The_points_of_removed_runs_are_left_out_of_merged_segments()
    {
        var (kept, removed) = (await Start("kept"), await Start("removed"));
        for (var step = 0; step < MetricCompaction.SegmentsMax; step++)
        {
            await Log(kept, step, 1);
            await Log(removed, step, 1);
            await engine.Checkpoints.Run();
        }

        await Remove(removed);
        await Log(kept, 100, 1);
        await engine.Checkpoints.Run();

        var points = engine.Checkpoints.Manifest.Files.Single(file => file.Kind == ManifestFileKind.Metrics).Items;
        Assert.Equal(MetricCompaction.SegmentsMax + 1, points);
    }

    [Fact]
    public async Task Deleting_and_restoring_an_experiment_takes_one_document_and_its_runs_follow()
    {
        var experiment = (await runs.CreateExperiment(new NewExperiment("large"))).Value.ExperimentId;
        var all = new List<RunId>();
        for (var i = 0; i < 500; i++) all.Add((await runs.StartRun(new NewRun(experiment))).Value.RunId);
        await runs.DeleteRun(all[0]);
        await engine.Checkpoints.Run();
        var before = engine.JournalBytes;

        await runs.DeleteExperiment(experiment);
        Assert.InRange(engine.JournalBytes - before, 1, 4_096);
        Assert.Equal((0, 500), (await Count(experiment, LifecycleView.ActiveOnly), await Count(experiment)));
        Assert.Equal(LifecycleStage.Deleted, (await runs.GetRun(all[1])).Value.LifecycleStage);
        Assert.NotNull((await runs.Log(all[1], new RunBatch([new MetricPoint("m", 1, 1)]))).Problem);
        await runs.RestoreRun(all[1]);
        Assert.Equal(1, await Count(experiment, LifecycleView.ActiveOnly));

        await runs.RestoreExperiment(experiment);
        await runs.DeleteRun(all[2]);
        await Reopen();

        Assert.Equal(499, await Count(experiment, LifecycleView.ActiveOnly));
        Assert.Equal(LifecycleStage.Deleted, (await runs.GetRun(all[2])).Value.LifecycleStage);
        Assert.Equal(LifecycleStage.Active, (await runs.GetRun(all[0])).Value.LifecycleStage);
    }

    [Fact]
    public async Task Sorting_by_a_field_of_the_parent_does_not_read_the_children()
    {
        var parent = await Start("parent");
        for (var i = 0; i < 3; i++) await runs.StartRun(new NewRun(new("0"), $"child {i}", ParentRunId: parent));
        await engine.Checkpoints.Run();
        await Reopen();
        var query = new RunQuery(null, new PageRequest(), OrderBy: [new(new(FieldKind.Attribute, "run_name")
        {
            OfParent = true,
        })]);
        var found = (await runs.FindRuns(query)).Value;
        var path = disk.Paths("runs").Single(file => file.StartsWith("runs/runs-", StringComparison.Ordinal));
        var at = disk.Bytes(path).AsSpan().IndexOf("\"name\":\"child 1"u8) + 9;
        using (var file = disk.Open(path, write: true)) file.Write([(byte)(disk.Bytes(path)[at] ^ 1)], at);

        Assert.Equal(found, (await runs.FindRuns(query)).Value);
    }

    private async Task<int> Count(ExperimentId experiment, LifecycleView view = LifecycleView.All) =>
        (await runs.SearchRuns(new RunQuery([experiment], new PageRequest(1_000), view))).Value.Items.Count;

    private async Task<RunId> Start(string name) => (await runs.StartRun(new NewRun(new("0"), name))).Value.RunId;

    private async Task Log(RunId run, long step, double value) =>
        Assert.True((await runs.Log(run, new RunBatch([new MetricPoint("m", value, 1, step)]))).IsOk);

    private async Task Remove(RunId run) => await engine.Commit<bool>((state, change) =>
    {
        change.Remove(state.Runs, run);
        return true;
    }, TestContext.Current.CancellationToken);

    private List<string> Segments() => [.. engine.Checkpoints.Manifest.Files
        .Where(file => file.Table == engine.State.Runs.Path).Select(file => file.Path)];

    private async Task Reopen()
    {
        await engine.DisposeAsync();
        await InitializeAsync();
    }
}
