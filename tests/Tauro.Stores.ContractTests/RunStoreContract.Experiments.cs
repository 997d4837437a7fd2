using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task A_given_artifact_location_is_stored_and_runs_are_below_it()
    {
        var given = new NewExperiment("placed") { ArtifactLocation = "s3://bucket/a/?version=1" };
        var experiment = Ok(await Runs.CreateExperiment(given));
        Assert.Equal(given.ArtifactLocation, experiment.ArtifactLocation);
        var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId)));
        Assert.Equal($"s3://bucket/a/{run.RunId}/artifacts?version=1", run.ArtifactUri);
        await Store.Reopen();
        Assert.Equal(given.ArtifactLocation, Ok(await Runs.GetExperiment(experiment.ExperimentId)).ArtifactLocation);
    }

    [Fact]
    public async Task A_new_store_has_the_default_experiment()
    {
        var byId = Ok(await Runs.GetExperiment(new("0")));

        Assert.Equal("Default", byId.Name);
        Assert.Equal(LifecycleStage.Active, byId.LifecycleStage);
        Assert.Equal("mlflow-artifacts:/0", byId.ArtifactLocation);
        Assert.Equal("0", Ok(await Runs.GetExperimentByName("Default")).ExperimentId);
    }

    [Fact]
    public async Task The_default_experiment_cannot_be_deleted_or_renamed()
    {
        Assert.Equal(ProblemCodes.DefaultExperiment, (await Runs.DeleteExperiment(new("0"))).Problem?.Code);
        var renamed = await Runs.UpdateExperiment(new("0"), new ExperimentChange("Other"));
        Assert.Equal(ProblemCodes.DefaultExperiment, renamed.Problem?.Code);

        var still = Ok(await Runs.GetExperiment(new("0")));
        Assert.Equal(("Default", LifecycleStage.Active), (still.Name, still.LifecycleStage));
    }

    [Fact]
    public async Task A_created_experiment_reads_back_by_id_and_by_name()
    {
        var tags = new Dictionary<string, string> { ["team"] = "risk", ["ü"] = "ключ" };
        var created = Ok(await Runs.CreateExperiment(new NewExperiment("fraud", "All of *it*", tags)));

        Assert.True(long.TryParse(created.ExperimentId, out var id) && id > 0);
        Assert.Equal($"mlflow-artifacts:/{created.ExperimentId}", created.ArtifactLocation);
        Assert.Equal("All of *it*", created.Description);
        Assert.Equal("All of *it*", created.Tags[TagNames.Note]);
        Assert.Equal(("risk", "ключ"), (created.Tags["team"], created.Tags["ü"]));
        Assert.True(created.CreationTime > 0 && created.LastUpdateTime >= created.CreationTime);
        AssertSame(created, Ok(await Runs.GetExperiment(created.ExperimentId)));
        AssertSame(created, Ok(await Runs.GetExperimentByName("fraud")));
    }

    [Fact]
    public async Task Experiment_ids_are_not_reused()
    {
        var first = await NewExperiment("one");
        Ok(await Runs.DeleteExperiment(first.ExperimentId));
        await Store.Reopen();

        Assert.NotEqual(first.ExperimentId, (await NewExperiment("two")).ExperimentId);
    }

    [Theory, InlineData(""), InlineData("  "), InlineData("\t")]
    public async Task A_blank_experiment_name_is_refused(string name) =>
        Invalid(await Runs.CreateExperiment(new NewExperiment(name)));

    [Fact]
    public async Task An_experiment_name_has_a_maximum_length()
    {
        Ok(await Runs.CreateExperiment(new NewExperiment(new string('n', Limits.NameLengthMax))));
        Refused(await Runs.CreateExperiment(new NewExperiment(new string('m', Limits.NameLengthMax + 1))),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task A_taken_experiment_name_conflicts_even_if_its_experiment_is_deleted()
    {
        var holder = await NewExperiment();
        Refused(await Runs.CreateExperiment(new NewExperiment("fraud")),
            ProblemKind.Conflict, ProblemCodes.ExperimentNameTaken);

        Ok(await Runs.DeleteExperiment(holder.ExperimentId));
        Refused(await Runs.CreateExperiment(new NewExperiment("fraud")),
            ProblemKind.Conflict, ProblemCodes.ExperimentNameTaken);
    }

    [Fact]
    public async Task Experiment_names_are_case_sensitive()
    {
        await NewExperiment("fraud");
        await NewExperiment("Fraud");
        Refused(await Runs.GetExperimentByName("FRAUD"), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    [Fact]
    public async Task A_missing_experiment_is_not_found()
    {
        Refused(await Runs.GetExperiment(new("4711")), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(await Runs.GetExperiment(new("not a number")), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(await Runs.GetExperimentByName("unknown"), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(await Runs.UpdateExperiment(new("4711"), new ExperimentChange("x")),
            ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(await Runs.DeleteExperiment(new("4711")), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        Refused(await Runs.RestoreExperiment(new("4711")), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    [Fact]
    public async Task A_renamed_experiment_is_found_only_by_its_new_name_and_frees_the_old_one()
    {
        var experiment = await NewExperiment();
        var renamed = Ok(await Runs.UpdateExperiment(experiment.ExperimentId, new ExperimentChange("fraud v2")));

        Assert.Equal("fraud v2", renamed.Name);
        Assert.Equal(experiment.ExperimentId, Ok(await Runs.GetExperimentByName("fraud v2")).ExperimentId);
        Refused(await Runs.GetExperimentByName("fraud"), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
        await NewExperiment("fraud");
    }

    [Fact]
    public async Task Renaming_an_experiment_to_a_taken_name_conflicts_and_to_the_same_name_does_not()
    {
        await NewExperiment("churn");
        var experiment = await NewExperiment();
        Refused(await Runs.UpdateExperiment(experiment.ExperimentId, new ExperimentChange("churn")),
            ProblemKind.Conflict, ProblemCodes.ExperimentNameTaken);

        Assert.Equal("fraud",
            Ok(await Runs.UpdateExperiment(experiment.ExperimentId, new ExperimentChange("fraud"))).Name);
    }

    [Fact]
    public async Task Updating_an_experiment_sets_and_removes_only_the_given_tags()
    {
        var tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["c"] = "3" };
        var experiment = Ok(await Runs.CreateExperiment(new NewExperiment("fraud", "first", tags)));

        var change = new Dictionary<string, string?> { ["b"] = "20", ["c"] = null, ["absent"] = null, ["d"] = "" };
        var updated = Ok(await Runs.UpdateExperiment(experiment.ExperimentId, new ExperimentChange(Tags: change)));

        Assert.Equal(("1", "20", ""), (updated.Tags["a"], updated.Tags["b"], updated.Tags["d"]));
        Assert.DoesNotContain("c", updated.Tags.Keys);
        Assert.DoesNotContain("absent", updated.Tags.Keys);
        Assert.Equal(("fraud", "first"), (updated.Name, updated.Description));
        AssertSame(updated, Ok(await Runs.GetExperiment(experiment.ExperimentId)));

        var described = new ExperimentChange(Description: "second");
        Assert.Equal("second", Ok(await Runs.UpdateExperiment(experiment.ExperimentId, described)).Tags[TagNames.Note]);
    }

    [Fact]
    public async Task An_experiment_tag_has_limits()
    {
        var experiment = await NewExperiment();
        await RefusedTag(new string('k', Limits.KeyLengthMax + 1), "v");
        await RefusedTag("k", new string('v', Limits.TagValueLengthMax + 1));
        Assert.Empty(Ok(await Runs.GetExperiment(experiment.ExperimentId)).Tags);

        async Task RefusedTag(string key, string value) => Refused(
            await Runs.UpdateExperiment(experiment.ExperimentId, new ExperimentChange(
                Tags: new Dictionary<string, string?> { [key] = value })),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task Deleting_an_experiment_deletes_its_runs_and_restoring_it_restores_them()
    {
        var run = await NewRun();
        var deleted = Ok(await Runs.DeleteExperiment(run.ExperimentId));

        Assert.Equal(LifecycleStage.Deleted, deleted.LifecycleStage);
        Assert.Equal(LifecycleStage.Deleted, Ok(await Runs.GetExperiment(run.ExperimentId)).LifecycleStage);
        Assert.Equal(LifecycleStage.Deleted, (await Reread(run)).LifecycleStage);

        Assert.Equal(LifecycleStage.Active, Ok(await Runs.RestoreExperiment(run.ExperimentId)).LifecycleStage);
        Assert.Equal(LifecycleStage.Active, (await Reread(run)).LifecycleStage);
    }

    [Fact]
    public async Task Deleting_an_experiment_twice_is_not_found()
    {
        var experiment = await NewExperiment();
        Ok(await Runs.DeleteExperiment(experiment.ExperimentId));
        Refused(await Runs.DeleteExperiment(experiment.ExperimentId),
            ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    [Fact]
    public async Task A_deleted_experiment_accepts_no_new_run()
    {
        var experiment = await NewExperiment();
        Ok(await Runs.DeleteExperiment(experiment.ExperimentId));
        Refused(await Runs.StartRun(new NewRun(experiment.ExperimentId)),
            ProblemKind.Conflict, ProblemCodes.ExperimentDeleted);
        Refused(await Runs.StartRun(new NewRun(new("4711"))), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    private static void AssertSame(Experiment expected, Experiment actual)
    {
        Assert.Equal(expected.Tags.OrderBy(tag => tag.Key), actual.Tags.OrderBy(tag => tag.Key));
        Assert.Equal(expected, actual with { Tags = expected.Tags });
    }
}
