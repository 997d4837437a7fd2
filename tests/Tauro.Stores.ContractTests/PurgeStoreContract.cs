using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Stores.Purges;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IPurgeStore"/>, which every backend inherits.</summary>
public abstract class PurgeStoreContract : TrackingStoreContract
{
    private static readonly Dataset Train = new("train", "abc", "local", "/data/train.csv");

    private IPurgeStore Purges => Store.Purges;

    [Fact]
    public async Task A_deleted_run_is_purged_with_its_inputs_logged_models_and_artifacts()
    {
        var (purged, kept) = (await NewFullRun(), await NewFullRun());
        Ok(await Runs.DeleteRun(purged.Run.RunId));
        var before = await Events.LastSequence();

        var purge = Ok(await Purges.PurgeRun(purged.Run.RunId));

        Assert.Equal(
            (PurgeStatus.Completed, 1, 1, 2, 8),
            (purge.Status, purge.Runs, purge.LoggedModels, purge.Artifacts, purge.ArtifactBytes));
        var record = Assert.Single(await EventsAfter(before));
        Assert.Equal(("tauro.run.purged", $"runs/{purged.Run.RunId}"), (record.Type, record.Subject));
        for (var round = 0; round < 3; round++)
        {
            await RequireGone(purged);
            await RequireThere(kept);
            if (round == 0) await Store.Checkpoint();
            else await Store.Reopen();
        }
    }

    [Fact]
    public async Task Only_a_deleted_run_is_purged_and_only_once()
    {
        var run = await NewRun();
        Refused(await Purges.PurgeRun(run.RunId), ProblemKind.Conflict, ProblemCodes.RunNotDeleted);
        Ok(await Runs.DeleteRun(run.RunId));
        Ok(await Purges.PurgeRun(run.RunId));
        Refused(await Purges.PurgeRun(run.RunId), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.RestoreRun(run.RunId), ProblemKind.NotFound, ProblemCodes.RunNotFound);
    }

    [Fact]
    public async Task A_run_is_not_purged_while_a_model_version_was_made_from_it()
    {
        var run = await NewRun();
        Ok(await Runs.LinkModelVersion(run.RunId, "fraud", 3));
        Ok(await Runs.DeleteRun(run.RunId));
        Ok(await Runs.DeleteExperiment(run.ExperimentId));
        foreach (var refused in new[]
        {
            await Purges.PurgeRun(run.RunId), await Purges.PurgeExperiment(run.ExperimentId),
        })
            Assert.Contains("'fraud/3'", Refused(refused, ProblemKind.Conflict, ProblemCodes.InUseByVersion).Message);

        Ok(await Runs.UnlinkModelVersion(run.RunId, "fraud", 3));
        Assert.Equal(PurgeStatus.Completed, Ok(await Purges.PurgeExperiment(run.ExperimentId)).Status);
    }

    [Fact]
    public async Task A_run_is_not_purged_while_a_model_version_was_made_from_its_logged_model()
    {
        var (run, model) = await NewFullRun();
        Ok(await LoggedModels.LinkModelVersion(model, "fraud", 3));
        Ok(await LoggedModels.RenameModel("fraud", "scam"));
        Ok(await Runs.DeleteRun(run.RunId));
        var problem = Refused(
            await Purges.PurgeRun(run.RunId), ProblemKind.Conflict, ProblemCodes.InUseByVersion);
        Assert.Contains("'scam/3'", problem.Message);

        Ok(await LoggedModels.DeleteLoggedModel(model));
        Ok(await LoggedModels.UnlinkModelVersion(model, "scam", 3));
        Assert.Equal(PurgeStatus.Completed, Ok(await Purges.PurgeRun(run.RunId)).Status);
    }

    [Fact]
    public async Task A_child_of_a_purged_run_keeps_working()
    {
        var parent = await NewRun();
        var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        Ok(await Runs.DeleteRun(parent.RunId));
        Ok(await Purges.PurgeRun(parent.RunId));

        await Log(child, new MetricPoint("loss", 1, 1));
        Assert.Equal(parent.RunId, (await Reread(child)).ParentRunId);
        Assert.True((await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: child.RunId))).IsOk);
        Refused(
            await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)),
            ProblemKind.NotFound, ProblemCodes.RunNotFound);
    }

    [Fact]
    public async Task A_deleted_experiment_is_purged_with_everything_in_it_and_frees_its_name()
    {
        var full = await NewFullRun();
        var id = full.Run.ExperimentId;
        var trace = await NewTrace(id);
        await Write($"{id}/of/a/client.txt");
        Ok(await Store.Scorers.Register(id, "right", "{}"));
        var issue = Ok(await Store.Issues.CreateIssue(new NewIssue(id, "slow", "It is slow.")));
        Ok(await Store.Reviews.CreateSchema(new NewLabelSchema(
            id, "right", LabelSchemaType.Feedback, new LabelInput(new PassFailInput("yes", "no")))));
        var other = await NewExperiment("other");
        var otherRun = Ok(await Runs.StartRun(new NewRun(other.ExperimentId)));
        Ok(await Runs.DeleteExperiment(id));
        var before = await Events.LastSequence();

        var purge = Ok(await Purges.PurgeExperiment(id));

        Assert.Equal(
            (PurgeStatus.Completed, 1, 1, 1, 4),
            (purge.Status, purge.Runs, purge.LoggedModels, purge.Traces, purge.Artifacts));
        Assert.Equal(["tauro.experiment.purged"], await EventTypes(before));
        for (var round = 0; round < 3; round++)
        {
            await RequireGone(full);
            Refused(await Runs.GetExperiment(id), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
            Refused(await Traces.GetTrace(trace), ProblemKind.NotFound, ProblemCodes.TraceNotFound);
            Refused(await Store.Issues.GetIssue(issue.IssueId), ProblemKind.NotFound, ProblemCodes.IssueNotFound);
            Assert.Empty(Ok(await Artifacts.List(Path($"{id}"), new PageRequest(), recursive: true)).Items);
            Assert.True((await Runs.GetRun(otherRun.RunId)).IsOk);
            if (round == 0) await Store.Checkpoint();
            else await Store.Reopen();
        }

        Assert.True((await Runs.CreateExperiment(new NewExperiment("fraud"))).IsOk);
    }

    [Fact]
    public async Task Only_a_deleted_experiment_is_purged_and_never_the_default_one()
    {
        var id = (await NewExperiment()).ExperimentId;
        Refused(await Purges.PurgeExperiment(id), ProblemKind.Conflict, ProblemCodes.ExperimentNotDeleted);
        Refused(await Purges.PurgeExperiment(new("0")), ProblemKind.Conflict, ProblemCodes.DefaultExperiment);
        Refused(await Purges.PurgeExperiment(new("77")), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Ok(await Runs.DeleteExperiment(id));
        Ok(await Purges.PurgeExperiment(id));
        Refused(await Purges.PurgeExperiment(id), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(await Runs.RestoreExperiment(id), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    [Fact]
    public async Task The_id_of_a_purged_experiment_is_not_used_again()
    {
        List<ExperimentId> ids = [];
        for (var i = 0; i < 4; i++)
        {
            ids.Add((await NewExperiment($"e{i}")).ExperimentId);
            if (i == 1) continue;
            Ok(await Runs.DeleteExperiment(ids[i]));
            Ok(await Purges.PurgeExperiment(ids[i]));
            if (i == 2) await Store.Checkpoint();
            await Store.Reopen();
        }

        Ok(await Runs.DeleteExperiment(ids[1]));
        Ok(await Purges.PurgeExperiment(ids[1]));
        await Store.Reopen();
        ids.Add((await NewExperiment("last")).ExperimentId);
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(ids.Max(id => int.Parse(id.Value)), int.Parse(ids[^1].Value));
    }

    [Fact]
    public async Task Files_of_other_experiments_in_the_same_place_are_kept()
    {
        var purged = Ok(await Runs.CreateExperiment(
            new NewExperiment("a") { ArtifactLocation = "mlflow-artifacts:/place" }));
        var other = Ok(await Runs.CreateExperiment(
            new NewExperiment("b") { ArtifactLocation = "mlflow-artifacts:/place" }));
        var plain = await NewExperiment("c");
        Ok(await Runs.CreateExperiment(new NewExperiment("d")
        {
            ArtifactLocation = $"mlflow-artifacts:/{plain.ExperimentId}/inside",
        }));
        var (run, otherRun) = (
            Ok(await Runs.StartRun(new NewRun(purged.ExperimentId))),
            Ok(await Runs.StartRun(new NewRun(other.ExperimentId))));
        string[] kept =
            [$"place/{otherRun.RunId}/artifacts/a", "place/notes", $"{plain.ExperimentId}/inside/r/artifacts/a"];
        foreach (var path in kept.Append($"place/{run.RunId}/artifacts/a")) await Write(path);
        foreach (var id in new[] { purged.ExperimentId, plain.ExperimentId })
        {
            Ok(await Runs.DeleteExperiment(id));
            Ok(await Purges.PurgeExperiment(id));
        }

        var left = Ok(await Artifacts.List(ArtifactPath.Root, new PageRequest(), recursive: true)).Items;
        Assert.Equal(kept.Order(StringComparer.Ordinal), left.Select(file => file.Path));
    }

    private async Task<(Run Run, LoggedModelId Model)> NewFullRun()
    {
        var run = await NewRun();
        var model = Ok(await LoggedModels.CreateLoggedModel(
            new NewLoggedModel(run.ExperimentId, "tree", SourceRunId: run.RunId)));
        Ok(await Runs.LogInputs(run.RunId, new RunInputs
        {
            Datasets = [new DatasetInput(Train, new Dictionary<string, string>())],
            Outputs = [new ModelOutput(model.ModelId, 0)],
        }));
        Ok(await Runs.Log(run.RunId, new RunBatch(
            [new MetricPoint("loss", 0.5, 1)], new Dictionary<string, string> { ["lr"] = "0.1" })
        {
            ModelMetrics =
            [
                new LoggedModelMetric
                {
                    ModelId = model.ModelId, Key = "acc", Value = 0.5, Timestamp = 1, Step = 1,
                },
            ],
        }));
        await Write($"{run.ExperimentId}/{run.RunId}/artifacts/model.bin");
        await Write($"{run.ExperimentId}/models/{model.ModelId}/artifacts/model.bin");
        return (run, model.ModelId);
    }

    private async Task<TraceId> NewTrace(ExperimentId experimentId)
    {
        var id = new TraceId("tr-0123456789abcdef0123456789abcdef");
        Ok(await Traces.StartTrace(new Trace { TraceId = id, ExperimentId = experimentId, RequestTime = 1 }));
        Ok(await Traces.LogSpans(experimentId,
        [
            new Span(
                id, new("00000000000000aa"), null, "step", null, "OK", 1, 2,
                SpanContent.From(Encoding.UTF8.GetBytes("{}"))),
        ]));
        await Write($"{experimentId}/traces/{id}/artifacts/traces.json");
        return id;
    }

    private async Task RequireGone((Run Run, LoggedModelId Model) purged)
    {
        var id = purged.Run.RunId;
        Refused(await Runs.GetRun(id), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Assert.DoesNotContain(id, Found(await Runs.SearchRuns(
            new RunQuery(null, new PageRequest(), LifecycleView.All))));
        Assert.Empty(Assert.Single(Ok(await Runs.GetInputs([id]))).Datasets);
        Refused(
            await LoggedModels.GetLoggedModel(purged.Model, includeDeleted: true),
            ProblemKind.NotFound, ProblemCodes.LoggedModelNotFound);
        Assert.Equal(0, await CountFiles(purged));
    }

    private async Task RequireThere((Run Run, LoggedModelId Model) kept)
    {
        var run = await Reread(kept.Run);
        Assert.Equal((0.5, "0.1"), (run.Metrics["loss"].Value, run.Params["lr"]));
        Assert.Equal(Train, Assert.Single(Ok(await Runs.GetInputs([run.RunId]))[0].Datasets).Dataset);
        Assert.Single(Ok(await LoggedModels.GetLoggedModel(kept.Model)).Metrics);
        Assert.Equal(2, await CountFiles(kept));
    }

    private async Task<int> CountFiles((Run Run, LoggedModelId Model) of)
    {
        var files = Ok(await Artifacts.List(ArtifactPath.Root, new PageRequest(), recursive: true)).Items;
        return files.Count(file => file.Path.Contains(of.Run.RunId, StringComparison.Ordinal)
            || file.Path.Contains(of.Model, StringComparison.Ordinal));
    }

    private static IEnumerable<RunId> Found(StoreOutcome<Page<Run>> page) => Ok(page).Items.Select(run => run.RunId);

    private async Task Write(string path) =>
        Ok(await Artifacts.Write(Path(path), new MemoryStream([1, 2, 3, 4]), default));

    private static ArtifactPath Path(string value)
    {
        Assert.True(ArtifactPath.TryParse(value, out var path, out _));
        return path;
    }
}
