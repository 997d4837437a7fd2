using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Retention;

namespace Tauro.Stores.ContractTests;

/// <summary>
/// The contract of <see cref="IRetentionStore"/> for runs and experiments, which every backend inherits.
/// </summary>
public abstract class RunRetentionContract : TrackingStoreContract
{
    private IRetentionStore Retention => Store.Retention;

    [Fact]
    public async Task Without_a_policy_nothing_is_ever_removed()
    {
        var run = await NewEnded(1);
        Ok(await Runs.DeleteRun((await NewEnded(2)).RunId));
        await Store.Pass(TimeSpan.FromDays(10_000));

        Assert.Null(await Retention.RunScheduled(isDue: true));
        Assert.Equal((0, 0), Removed(Ok(await Retention.RunJob())));
        Assert.Equal(new RetentionTotals(), (await Preview()).Totals);
        Assert.Equal(LifecycleStage.Active, (await Reread(run)).LifecycleStage);
    }

    [Fact]
    public async Task A_policy_without_rules_purges_what_was_deleted_90_days_ago_and_no_live_run()
    {
        var policy = await Set("default", new NewRetentionPolicy());
        Assert.Equal((null, null, 90), (policy.KeepDays, policy.KeepLast, policy.PurgeAfterDays));
        var (live, gone) = (await NewEnded(1), await NewEnded(2));
        await Store.Pass(TimeSpan.FromDays(100));
        Ok(await Runs.DeleteRun(gone.RunId));
        await Store.Pass(TimeSpan.FromDays(89));
        Assert.Equal((0, 0), Removed(Ok(await Retention.RunJob())));

        await Store.Pass(TimeSpan.FromDays(2));
        Assert.Equal(
            (RetentionAction.Purge, "It was deleted 91 days ago."),
            Assert.Single((await Preview()).Items.Select(item => (item.Action, item.Reason))));
        Assert.Equal((0, 1), Removed(Ok(await Retention.RunJob())));
        Refused(await Runs.GetRun(gone.RunId), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Assert.Equal(LifecycleStage.Active, (await Reread(live)).LifecycleStage);
        Assert.Equal((0, 0), Removed(Ok(await Retention.RunJob())));
    }

    [Fact]
    public async Task A_run_is_kept_as_long_as_one_rule_or_one_policy_keeps_it()
    {
        await Set("all", new NewRetentionPolicy { KeepDays = 10, KeepLast = 2 });
        await Set("fraud", new NewRetentionPolicy { Scope = new("f*d"), KeepDays = 30 });
        await Set("other", new NewRetentionPolicy { Scope = new("x*"), KeepLast = 0 });
        var runs = new List<Run>();
        for (var i = 1; i <= 4; i++) runs.Add(await NewEnded(i));

        Assert.Empty((await Preview()).Items); // by `keep_days`
        await Store.Pass(TimeSpan.FromDays(11));
        Assert.Empty((await Preview()).Items); // by the other policy
        await Store.Pass(TimeSpan.FromDays(20));
        var items = (await Preview()).Items; // two are kept by `keep_last`
        Assert.Equal(runs.Take(2).Select(run => run.RunId).Order(), items.Select(item => item.RunId!.Value).Order());
        Assert.All(items, item => Assert.Equal(
            [new PolicyReference("all", 1), new PolicyReference("fraud", 1)], item.Policies));
        Assert.Equal("It ended 31 days ago, and 3 are newer.", items.First(item => item.RunId == runs[0].RunId).Reason);

        Assert.Equal((2, 0), Removed(Ok(await Retention.RunJob())));
        Assert.Equal(LifecycleStage.Deleted, (await Reread(runs[1])).LifecycleStage);
        Ok(await Runs.RestoreRun(runs[1].RunId));
        Assert.Equal(LifecycleStage.Active, (await Reread(runs[2])).LifecycleStage);
    }

    [Fact]
    public async Task A_run_that_has_not_ended_or_from_which_a_version_was_made_is_kept()
    {
        await Set("none", new NewRetentionPolicy { KeepLast = 0, PurgeAfterDays = 0 });
        var (running, linked) = (await NewRun(), await NewEnded(1));
        Ok(await Runs.LinkModelVersion(linked.RunId, "fraud", 3));
        await Store.Pass(TimeSpan.FromDays(1));

        Assert.Equal(
            (linked.RunId, RetentionAction.Keep, "The model version 'fraud/3' was made from it."),
            Assert.Single((await Preview()).Items.Select(item => (item.RunId!.Value, item.Action, item.Reason))));
        Assert.Equal((0, 0), Removed(Ok(await Retention.RunJob())));
        Ok(await Runs.DeleteExperiment(running.ExperimentId));
        await Store.Pass(TimeSpan.FromDays(1));
        Assert.Equal(
            (RetentionKind.Experiment, RetentionAction.Keep, "The model version 'fraud/3' was made from it."),
            Assert.Single((await Preview()).Items.Select(item => (item.Kind, item.Action, item.Reason))));

        Ok(await Runs.UnlinkModelVersion(linked.RunId, "fraud", 3));
        Assert.Equal((0, 1), Removed(Ok(await Retention.RunJob())));
        Refused(
            await Runs.GetExperiment(running.ExperimentId), ProblemKind.NotFound, ProblemCodes.ExperimentNotFound);
    }

    [Fact]
    public async Task The_grace_begins_with_the_deletion_by_a_job()
    {
        var run = await NewEnded(1);
        await Set("none", new NewRetentionPolicy { KeepLast = 0, PurgeAfterDays = 7 });
        await Store.Pass(TimeSpan.FromDays(100));
        Assert.Equal((1, 0), Removed(Ok(await Retention.RunJob())));
        await Store.Pass(TimeSpan.FromDays(6));
        Assert.Equal((0, 0), Removed(Ok(await Retention.RunJob())));
        await Store.Pass(TimeSpan.FromDays(2));
        Assert.Equal((0, 1), Removed(Ok(await Retention.RunJob())));
        Refused(await Runs.GetRun(run.RunId), ProblemKind.NotFound, ProblemCodes.RunNotFound);
    }

    [Fact]
    public async Task A_schedule_starts_a_job_only_when_it_is_due_and_there_is_something_to_remove()
    {
        await Set("one", new NewRetentionPolicy { KeepLast = 1 });
        await NewEnded(1);
        Assert.Null(await Retention.RunScheduled(isDue: true));
        await NewEnded(2);
        Assert.Null(await Retention.RunScheduled(isDue: false));
        var job = (await Retention.RunScheduled(isDue: true))!;
        Assert.Equal((1, 0), Removed(job));
        Assert.True(job.IsScheduled);
        await Store.Reopen();
        var listed = Assert.Single(Ok(await Retention.ListJobs(new PageRequest())).Items);
        Assert.Equal((job.JobId, job.EndTime, 1), (listed.JobId, listed.EndTime, listed.Deleted));
        Refused(
            await Retention.GetJob(new RetentionJobId("none")), ProblemKind.NotFound,
            ProblemCodes.RetentionJobNotFound);
    }

    [Fact]
    public async Task The_last_jobs_are_remembered()
    {
        for (var i = 0; i < Limits.RetentionJobsMax + 2; i++) Ok(await Retention.RunJob());
        var first = Ok(await Retention.ListJobs(new PageRequest(Limits.RetentionJobsMax - 1)));
        Assert.Equal(first.Items.OrderByDescending(job => job.CreationTime), first.Items);
        Assert.Single(Ok(await Retention.ListJobs(new PageRequest(10, first.NextPageToken))).Items);
    }

    [Fact]
    public async Task A_preview_is_read_in_pages_that_all_have_the_totals()
    {
        var policy = new NewRetentionPolicy { KeepLast = 1 };
        for (var i = 0; i < 6; i++) await NewEnded(i);
        var request = new RetentionPreviewRequest { Policy = policy, MaxResults = 2 };
        List<RetentionItem> items = [];
        for (var page = Ok(await Retention.Preview(request)); ;
            page = Ok(await Retention.Preview(request with { PageToken = page.NextPageToken })))
        {
            Assert.Equal(5, page.Totals.Deleted);
            items.AddRange(page.Items);
            if (page.NextPageToken is null) break;
        }

        Assert.Equal(5, items.DistinctBy(item => item.RunId).Count());
        Invalid(await Retention.Preview(request with { MaxResults = 0 }));
        var token = Ok(await Retention.Preview(request)).NextPageToken;
        Invalid(await Retention.Preview(new RetentionPreviewRequest { PageToken = token }));
        Refused(
            await Retention.GetPolicy("preview"), ProblemKind.NotFound, ProblemCodes.RetentionPolicyNotFound);
    }

    [Fact]
    public async Task A_hold_stays_until_it_is_released_and_refuses_to_be_set_on_nothing()
    {
        var run = await NewEnded(1);
        HoldTarget target = new HoldTarget.Run(run.RunId), all = new HoldTarget.Experiment(run.ExperimentId);
        var set = Ok(await Retention.SetHold(target, new NewHold("Case 7", "law")));
        Ok(await Retention.SetHold(all, new NewHold("Case 8")));
        Assert.Equal(set, Ok(await Retention.SetHold(target, new NewHold("Case 7", "law"))));
        Ok(await Retention.SetHold(target, new NewHold("Case 9", "law")));
        await Store.Reopen();
        Assert.Equal("Case 9", Ok(await Retention.GetHold(target)).Reason);
        Assert.Equal(
            [$"experiments/{run.ExperimentId}", $"runs/{run.RunId}"],
            Ok(await Retention.ListHolds(new PageRequest())).Items.Select(hold => hold.Resource));

        await Set("none", new NewRetentionPolicy { KeepLast = 0, PurgeAfterDays = 0 });
        Assert.Equal((0, 0), Removed(Ok(await Retention.RunJob())));
        Ok(await Retention.ReleaseHold(target));
        Assert.Equal($"There is a legal hold on 'experiments/{run.ExperimentId}'.", (await Preview()).Items[0].Reason);
        Ok(await Retention.ReleaseHold(all));
        Refused(await Retention.ReleaseHold(all), ProblemKind.NotFound, ProblemCodes.HoldNotFound);
        Assert.Equal((1, 0), Removed(Ok(await Retention.RunJob())));
        Refused(
            await Retention.SetHold(new HoldTarget.Run(new("none")), new NewHold("x")), ProblemKind.NotFound,
            ProblemCodes.RunNotFound);
        Invalid(await Retention.SetHold(target, new NewHold(" ")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_logged_model_is_on_hold_with_its_run_or_experiment(bool ofRun)
    {
        var run = await NewEnded(1);
        HoldTarget target = ofRun ? new HoldTarget.Run(run.RunId) : new HoldTarget.Experiment(run.ExperimentId);
        var model = Ok(await LoggedModels.CreateLoggedModel(
            new NewLoggedModel(run.ExperimentId, SourceRunId: run.RunId))).ModelId;
        Ok(await Retention.SetHold(target, new NewHold("Case 7")));

        Refused(await LoggedModels.DeleteLoggedModel(model), ProblemKind.Conflict, ProblemCodes.OnHold);
        Ok(await Retention.ReleaseHold(target));
        Ok(await LoggedModels.DeleteLoggedModel(model));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/zz//sub")]
    [InlineData("mlflow-artifacts:/zz/./sub")]
    [InlineData("MLFLOW-ARTIFACTS:/zz/sub")]
    [InlineData("mlflow-artifacts://host/zz/%73ub")]
    public async Task The_files_of_an_experiment_are_on_hold_however_its_location_is_written(string location)
    {
        var experiment = Ok(await Runs.CreateExperiment(
            new NewExperiment("elsewhere") { ArtifactLocation = location }));
        Ok(await Artifacts.Write(Parse("zz/sub/a.bin"), new MemoryStream([1]), new()));
        Ok(await Retention.SetHold(new HoldTarget.Experiment(experiment.ExperimentId), new NewHold("Case 7")));

        Refused(await Artifacts.Delete(Parse("zz/sub/a.bin")), ProblemKind.Conflict, ProblemCodes.OnHold);

        static ArtifactPath Parse(string path)
        {
            Assert.True(ArtifactPath.TryParse(path, out var parsed, out _));
            return parsed;
        }
    }

    [Fact]
    public async Task Changes_of_policies_and_holds_and_the_start_of_a_job_have_events()
    {
        var run = await NewEnded(1);
        HoldTarget target = new HoldTarget.Run(run.RunId);
        var events = await EventsOf(async () =>
        {
            await Set("p", new NewRetentionPolicy { By = "ann" });
            await Set("p", new NewRetentionPolicy { By = "bob" });
            Ok(await Retention.SetHold(target, new NewHold("Case 7", "law")));
            Ok(await Retention.SetHold(target, new NewHold("Case 7", "law")));
            Ok(await Retention.ReleaseHold(target));
            var job = Ok(await Retention.RunJob());
            Assert.Equal(RetentionJobStatus.Completed, job.Status);
            Ok(await Retention.DeletePolicy("p", "ann"));
        });

        Assert.Equal(
            [
                new RetentionPolicySet("p", 1, "ann"),
                new HoldSet($"runs/{run.RunId}", "Case 7", "law"),
                new HoldReleased($"runs/{run.RunId}"),
            ],
            events.Take(3).Select(EventCatalog.Read));
        Assert.Equal(
            ["tauro.retention.started", "tauro.retention.completed", "tauro.retention_policy.deleted"],
            events.Skip(3).Select(record => record.Type));
    }

    private static (long Deleted, long Purged) Removed(RetentionJob job)
    {
        Assert.Equal((RetentionJobStatus.Completed, 0), (job.Status, job.Failed));
        return (job.Deleted, job.Purged);
    }

    private async Task<RetentionPolicy> Set(string name, NewRetentionPolicy policy) =>
        Ok(await Retention.SetPolicy(name, policy));

    private async Task<RetentionPreview> Preview() => Ok(await Retention.Preview(new RetentionPreviewRequest()));

    /// <summary>Starts a run at a time, in Unix milliseconds, that ends now.</summary>
    private async Task<Run> NewEnded(long startTime)
    {
        var found = await Runs.GetExperimentByName("fraud");
        var id = (found.IsOk ? found.Value : await NewExperiment()).ExperimentId;
        var run = Ok(await Runs.StartRun(new NewRun(id, StartTime: startTime)));
        return Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Completed)));
    }
}
