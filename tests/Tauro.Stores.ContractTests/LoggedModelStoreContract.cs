using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Stores.LoggedModels;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="ILoggedModelStore"/>, which every backend inherits.</summary>
public abstract partial class LoggedModelStoreContract : TrackingStoreContract
{
    private static readonly ExperimentId Default = new("0");

    [Fact]
    public async Task A_model_is_read_back_as_it_was_created_also_after_a_checkpoint_and_a_restart()
    {
        var made = await NewModel(
            "tree", "classifier", new() { ["depth"] = "3" }, new() { ["team"] = "risk" });
        Assert.StartsWith("m-", made.ModelId);
        Assert.Equal(34, made.ModelId.Value.Length);
        Assert.Equal($"mlflow-artifacts:/0/models/{made.ModelId}/artifacts", made.ArtifactUri);
        Assert.Equal(LoggedModelStatus.Pending, made.Status);
        var run = await NewRun();
        await LogMetrics(run, Metric(made, "acc", 0.5));
        var ready = Ok(await LoggedModels.FinalizeLoggedModel(made.ModelId, LoggedModelStatus.Ready));
        Assert.Equal((LoggedModelStatus.Ready, 1), (ready.Status, ready.Metrics.Count));

        for (var round = 0; round < 3; round++)
        {
            var kept = Ok(await LoggedModels.GetLoggedModel(made.ModelId));
            Assert.Equal(JsonSerializer.Serialize(ready), JsonSerializer.Serialize(kept));
            if (round == 0) await Store.Checkpoint();
            else await Store.Reopen();
        }
    }

    [Fact]
    public async Task A_model_needs_an_active_experiment_and_a_valid_name()
    {
        Refused(
            await LoggedModels.CreateLoggedModel(new NewLoggedModel(new("77"))), ProblemKind.NotFound,
            ProblemCodes.ExperimentNotFound);
        var gone = await NewExperiment("gone");
        Ok(await Runs.DeleteExperiment(gone.ExperimentId));
        Refused(
            await LoggedModels.CreateLoggedModel(new NewLoggedModel(gone.ExperimentId)), ProblemKind.Conflict,
            ProblemCodes.ExperimentDeleted);
        foreach (var name in (string[])["", "a/b", "a.b", "a:b", "a%b", "a'b", "a\"b"])
        {
            Refused(
                await LoggedModels.CreateLoggedModel(new NewLoggedModel(Default, name)), ProblemKind.Invalid,
                ProblemCodes.InvalidName);
        }
    }

    [Fact]
    public async Task A_model_without_a_name_gets_a_generated_one() => Assert.NotEmpty((await NewModel(null)).Name);

    [Fact]
    public async Task Params_can_only_be_added_and_tags_can_be_changed()
    {
        var model = await NewModel();
        Ok(await LoggedModels.LogLoggedModelParams(model.ModelId, Map("a", "1")));
        Ok(await LoggedModels.LogLoggedModelParams(model.ModelId, Map("a", "1")));
        Ok(await LoggedModels.LogLoggedModelParams(model.ModelId, Map("b", "2")));
        Refused(
            await LoggedModels.LogLoggedModelParams(model.ModelId, Map("a", "2")), ProblemKind.Conflict,
            ProblemCodes.ParamImmutable);
        Ok(await LoggedModels.SetLoggedModelTags(model.ModelId, Map("t", "1")));
        Ok(await LoggedModels.SetLoggedModelTags(model.ModelId, Map("t", "2")));
        Ok(await LoggedModels.SetLoggedModelTags(model.ModelId, Map("u", "3")));
        Ok(await LoggedModels.DeleteLoggedModelTag(model.ModelId, "u"));
        Refused(
            await LoggedModels.DeleteLoggedModelTag(model.ModelId, "u"), ProblemKind.NotFound,
            ProblemCodes.TagNotFound);

        var kept = Ok(await LoggedModels.GetLoggedModel(model.ModelId));
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, kept.Params);
        Assert.Equal(Map("t", "2"), kept.Tags);
    }

    [Fact]
    public async Task A_deleted_model_is_returned_only_on_request()
    {
        var model = await NewModel();
        Ok(await LoggedModels.DeleteLoggedModel(model.ModelId));
        Ok(await LoggedModels.DeleteLoggedModel(model.ModelId));
        NotFound(await LoggedModels.GetLoggedModel(model.ModelId));
        Assert.Equal(
            LifecycleStage.Deleted,
            Ok(await LoggedModels.GetLoggedModel(model.ModelId, includeDeleted: true)).LifecycleStage);
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task A_deleted_model_can_not_change()
    {
        var (model, run) = (await NewModel(tags: Map("t", "1")), await NewRun());
        Ok(await LoggedModels.DeleteLoggedModel(model.ModelId));
        NotFound(await Runs.Log(run.RunId, new RunBatch { ModelMetrics = [Metric(model, "acc", 0.5)] }));
        NotFound(await LoggedModels.SetLoggedModelTags(model.ModelId, Map("t", "2")));
        NotFound(await LoggedModels.DeleteLoggedModelTag(model.ModelId, "t"));
        NotFound(await LoggedModels.LogLoggedModelParams(model.ModelId, Map("a", "b")));
        NotFound(await LoggedModels.FinalizeLoggedModel(model.ModelId, LoggedModelStatus.Ready));
        NotFound(await LoggedModels.LinkModelVersion(model.ModelId, "fraud", 1));
        var kept = Ok(await LoggedModels.GetLoggedModel(model.ModelId, includeDeleted: true));
        Assert.Empty(kept.Metrics);
        Assert.Equal(Map("t", "1"), kept.Tags);
    }

    [Fact]
    public async Task Requests_for_an_unknown_model_are_refused()
    {
        NotFound(await LoggedModels.GetLoggedModel(new("m-1")));
        NotFound(await LoggedModels.FinalizeLoggedModel(new("m-1"), LoggedModelStatus.Ready));
        NotFound(await LoggedModels.DeleteLoggedModel(new("m-1")));
        NotFound(await LoggedModels.SetLoggedModelTags(new("m-1"), Map("a", "b")));
        NotFound(await LoggedModels.DeleteLoggedModelTag(new("m-1"), "a"));
        NotFound(await LoggedModels.LogLoggedModelParams(new("m-1"), Map("a", "b")));
    }

    [Fact]
    public async Task Deleting_a_run_does_not_delete_its_model()
    {
        var run = await NewRun();
        var model = Ok(await LoggedModels.CreateLoggedModel(
            new NewLoggedModel(run.ExperimentId, SourceRunId: run.RunId)));
        Ok(await Runs.DeleteRun(run.RunId));
        Assert.Equal(run.RunId, Ok(await LoggedModels.GetLoggedModel(model.ModelId)).SourceRunId);
    }

    private static void NotFound<T>(StoreOutcome<T> outcome) =>
        Refused(outcome, ProblemKind.NotFound, ProblemCodes.LoggedModelNotFound);

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private static LoggedModelMetric Metric(
        LoggedModel model, string key, double value, long timestamp = 1, long step = 0, string? dataset = null,
        string? digest = null) => new()
        {
            ModelId = model.ModelId, Key = key, Value = value, Timestamp = timestamp, Step = step,
            DatasetName = dataset, DatasetDigest = digest,
        };

    private async Task<LoggedModel> NewModel(
        string? name = "model", string? type = null, Dictionary<string, string>? parameters = null,
        Dictionary<string, string>? tags = null) =>
        Ok(await LoggedModels.CreateLoggedModel(new NewLoggedModel(Default, name, type, null, parameters, tags)));

    private async Task LogMetrics(Run run, params LoggedModelMetric[] metrics) =>
        Ok(await Runs.Log(run.RunId, new RunBatch { ModelMetrics = metrics }));
}
