using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.LoggedModels;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Which artifacts a purge removes, and what the trail has of it.</summary>
public sealed partial class PurgeTests
{
    [Fact]
    public async Task Of_a_run_that_is_being_purged_no_file_is_read_nor_of_its_logged_models()
    {
        await Open();
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        var models = new LocalLoggedModelStore(engine, Entropy.System);
        var model = (await models.CreateLoggedModel(new NewLoggedModel(new("0"), SourceRunId: run))).Value.ModelId;
        var other = (await models.CreateLoggedModel(new NewLoggedModel(new("0")))).Value.ModelId;
        for (var i = 0; i < Many; i++) await Write($"0/{run}/artifacts/{i}");
        foreach (var id in new[] { model, other })
            for (var i = 0; i < Many; i++) await Write($"0/models/{id}/artifacts/{i}");
        Assert.True((await runs.DeleteRun(run)).IsOk);
        await Interrupt(() => purges.PurgeRun(run));

        foreach (var folder in new[] { $"0/{run}/artifacts", $"0/models/{model}/artifacts" })
        {
            Assert.Equal(
                ProblemCodes.BeingPurged, (await artifacts.List(PathOf(folder), new())).Problem?.Code);
            Assert.Equal(
                ProblemCodes.BeingPurged, (await artifacts.Open(PathOf($"{folder}/39"))).Problem?.Code);
        }

        Assert.Equal(
            Many, (await artifacts.List(PathOf($"0/models/{other}/artifacts"), new())).Value.Items.Count);
        Assert.Equal(PurgeStatus.Completed, (await purges.PurgeRun(run)).Value.Status);
        Assert.Empty((await artifacts.List(PathOf($"0/{run}/artifacts"), new())).Value.Items);
    }

    [Fact]
    public async Task Artifacts_that_a_client_placed_below_a_purged_run_for_another_experiment_stay()
    {
        await Open();
        var id = (await runs.CreateExperiment(new NewExperiment("fraud"))).Value.ExperimentId;
        var run = (await runs.StartRun(new NewRun(id))).Value;
        var other = (await runs.CreateExperiment(
            new NewExperiment("other") { ArtifactLocation = $"{run.ArtifactUri}/other" })).Value.ExperimentId;
        var otherRun = (await runs.StartRun(new NewRun(other))).Value.RunId;
        var kept = $"{id}/{run.RunId}/artifacts/other/{otherRun}/artifacts/a";
        await Write(kept);
        foreach (var path in new[] { "artifacts/a", "artifacts/otherwise", "b" })
            await Write($"{id}/{run.RunId}/{path}");
        Assert.True((await runs.DeleteRun(run.RunId)).IsOk);

        Assert.Equal(2, (await purges.PurgeRun(run.RunId)).Value.Artifacts);
        Assert.True((await runs.DeleteExperiment(id)).IsOk);
        Assert.Equal(1, (await purges.PurgeExperiment(id)).Value.Artifacts);

        Assert.Equal(kept, Assert.Single(engine.State.Artifacts.All).Path);
        Assert.Equal([$"artifacts/{kept}"], disk.Paths("artifacts"));
    }

    [Fact]
    public async Task The_trail_has_the_digests_of_what_was_purged_so_that_a_commit_with_large_runs_is_small()
    {
        options.PurgedPerCommit = 1_000;
        await Open();
        var id = (await runs.CreateExperiment(new NewExperiment("fraud"))).Value.ExperimentId;
        var tags = Enumerable.Range(0, 100).ToDictionary(
            number => $"t{number}", _ => new string('x', Limits.TagValueLengthMax));
        for (var i = 0; i < 100; i++) Assert.True((await runs.StartRun(new NewRun(id, Tags: tags))).IsOk);
        Assert.True((await runs.DeleteExperiment(id)).IsOk);
        var trail = new LocalTrailStore<TrackingState>(engine);
        var before = await trail.GetCheckpoint();
        await engine.Checkpoints.Run();
        disk.Capacity = disk.Capacity - disk.FreeBytes() + (1 << 20);

        var purge = (await purges.PurgeExperiment(id)).Value;

        Assert.Equal((PurgeStatus.Completed, 100), (purge.Status, purge.Runs));
        RequireEmpty();
        var removed = (await trail.Read(new TrailQuery(After: before.Sequence, CountMax: 200))).Value.Items;
        Assert.Equal(101, removed.Count);
        Assert.All(removed, entry => Assert.Equal(
            (TrailAction.Deleted, "bytes sha256"),
            (entry.Action, string.Join(' ', entry.Before!.Value.EnumerateObject().Select(member => member.Name)))));
        var history = new LocalRunHistory(engine);
        Assert.Equal(
            ProblemCodes.ExperimentNotFound, (await history.GetExperiment(id, before.Time)).Problem?.Code);
    }

    [Fact]
    public async Task Until_it_is_complete_nothing_of_it_is_changed_or_added()
    {
        var id = await OpenWithDeleted(Many);
        var other = (await runs.CreateExperiment(new NewExperiment("other")
        {
            ArtifactLocation = $"mlflow-artifacts:/{id}/other",
        })).Value;
        await Interrupt(() => purges.PurgeExperiment(id));
        var left = engine.State.Runs.IdsIn(id).First();
        var tags = new Dictionary<string, string?> { ["a"] = "b" };

        foreach (var problem in new[]
        {
            (await runs.UpdateExperiment(id, new ExperimentChange("scam"))).Problem,
            (await runs.UpdateExperiment(id, new ExperimentChange(Tags: tags))).Problem,
            (await runs.UpdateExperiment(other.ExperimentId, new ExperimentChange("fraud"))).Problem,
            (await runs.CreateExperiment(new NewExperiment("fraud"))).Problem,
            (await runs.StartRun(new NewRun(id))).Problem,
            (await runs.UpdateRun(left, new RunChange("scam"))).Problem,
            (await runs.Log(left, new RunBatch([new MetricPoint("loss", 1, 1, 1)]))).Problem,
            await runs.CheckWritable(left),
            (await artifacts.Write(PathOf($"{id}/{left}/artifacts/new"), new MemoryStream([1]), default)).Problem,
            (await artifacts.Write(PathOf($"{id}/new"), new MemoryStream([1]), default)).Problem,
            (await artifacts.BeginUpload(PathOf($"{id}/new"), 1)).Problem,
        })
            Assert.Equal(ProblemCodes.BeingPurged, problem?.Code);
        await Write($"{id}/other/new");
        await Write("0/new");
        Assert.True((await runs.UpdateExperiment(other.ExperimentId, new ExperimentChange("another"))).IsOk);

        Assert.Equal(PurgeStatus.Completed, (await purges.PurgeExperiment(id)).Value.Status);
        Assert.True((await runs.CreateExperiment(new NewExperiment("fraud"))).IsOk);
    }

    [Fact]
    public async Task Until_a_run_is_purged_it_and_its_models_are_not_changed_but_others_are()
    {
        await Open();
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        var other = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        var models = new LocalLoggedModelStore(engine, Entropy.System);
        var model = (await models.CreateLoggedModel(new NewLoggedModel(new("0"), SourceRunId: run))).Value.ModelId;
        for (var i = 0; i < Many; i++)
        {
            await Write($"0/models/{model}/artifacts/{i}");
            await Write($"0/{run}/artifacts/{i}");
        }

        Assert.True((await runs.DeleteRun(run)).IsOk);
        await Interrupt(() => purges.PurgeRun(run));
        Assert.True((await models.GetLoggedModel(model)).IsOk);

        foreach (var problem in new[]
        {
            await runs.CheckWritable(run),
            (await runs.Log(run, new RunBatch([new MetricPoint("loss", 1, 1, 1)]))).Problem,
            (await models.SetLoggedModelTags(model, new Dictionary<string, string> { ["a"] = "b" })).Problem,
            (await artifacts.Write(PathOf($"0/{run}/artifacts/new"), new MemoryStream([1]), default)).Problem,
            (await artifacts.Write(PathOf($"0/models/{model}/artifacts/new"), new MemoryStream([1]), default)).Problem,
        })
            Assert.Equal(ProblemCodes.BeingPurged, problem?.Code);
        await Log(other);
        await Write($"0/{other}/artifacts/new");
        Assert.Null(await runs.CheckWritable(other));
    }
}
