using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Each_change_of_an_experiment_has_exactly_one_event()
    {
        var experiment = await NewExperiment("before");
        var id = experiment.ExperimentId;
        var expected = new (string Type, Func<Task> Change)[]
        {
            ("tauro.experiment.created", async () => await NewExperiment("another")),
            ("tauro.experiment.updated", async () => Ok(await Runs.UpdateExperiment(id, new("after")))),
            ("tauro.experiment.deleted", async () => Ok(await Runs.DeleteExperiment(id))),
            ("tauro.experiment.restored", async () => Ok(await Runs.RestoreExperiment(id))),
        };

        foreach (var (type, change) in expected)
            Assert.Equal(type, Assert.Single(await EventsOf(change)).Type);
    }

    [Fact]
    public async Task Each_change_of_a_run_has_exactly_one_event()
    {
        var run = await NewRun("before");
        var id = run.RunId;
        var expected = new (LifecycleEvent Event, Func<Task> Change)[]
        {
            (new RunUpdated(id, run.ExperimentId, "after", RunStatus.Running),
                async () => Ok(await Runs.UpdateRun(id, new RunChange("after")))),
            (new RunEnded(id, run.ExperimentId, RunStatus.Failed, 5_000_000_000_000),
                async () => Ok(await Runs.UpdateRun(
                    id, new RunChange(Status: RunStatus.Failed, EndTime: 5_000_000_000_000)))),
            (new RunUpdated(id, run.ExperimentId, "after", RunStatus.Running),
                async () => Ok(await Runs.UpdateRun(id, new RunChange(Status: RunStatus.Running)))),
            (new RunLinkedToVersion(id, "m", 3, RunStatus.Running, LifecycleStage.Active),
                async () => Ok(await Runs.LinkModelVersion(id, "m", 3))),
            (new RunDeleted(id, run.ExperimentId), async () => Ok(await Runs.DeleteRun(id))),
            (new RunRestored(id, run.ExperimentId, RunStatus.Running), async () => Ok(await Runs.RestoreRun(id))),
        };

        foreach (var (lifecycleEvent, change) in expected)
        {
            var record = Assert.Single(await EventsOf(change));
            Assert.Equal(lifecycleEvent, EventCatalog.Read(record));
            Assert.Equal($"runs/{id}", record.Subject);
        }
    }

    [Fact]
    public async Task The_event_of_a_started_run_has_its_name_and_experiment()
    {
        var experiment = await NewExperiment();
        Run? run = null;
        var events = await EventsOf(async () => run = await NewRun("trial"));
        Assert.Equal(new RunStarted(run!.RunId, experiment.ExperimentId, "trial"),
            EventCatalog.Read(Assert.Single(events)));
    }

    [Fact]
    public async Task Refused_requests_and_those_that_change_nothing_have_no_event()
    {
        var run = await NewRun();
        Ok(await Runs.LinkModelVersion(run.RunId, "m", 1));
        Ok(await Runs.DeleteRun(run.RunId));

        Assert.Empty(await EventsOf(async () =>
        {
            Ok(await Runs.LinkModelVersion(run.RunId, "m", 1));
            Ok(await Runs.UnlinkModelVersion(run.RunId, "other", 1));
            Ok(await Runs.DeleteRun(run.RunId));
            Assert.False((await Runs.CreateExperiment(new NewExperiment("fraud"))).IsOk);
            Assert.False((await Runs.StartRun(new NewRun(new("4711")))).IsOk);
            Assert.False((await Runs.Log(run.RunId, new RunBatch([new MetricPoint("m", 1, 1)]))).IsOk);
        }));
    }

    [Fact]
    public async Task Logging_metrics_params_and_tags_has_no_event()
    {
        var run = await NewRun();
        Assert.Empty(await EventsOf(async () => Ok(await Runs.Log(
            run.RunId, new RunBatch([new MetricPoint("m", 1, 1)], Map("p", "1"), Map("t", "1"))))));
    }

    [Fact]
    public async Task Deleting_an_experiment_also_has_events_of_its_runs_that_have_versions()
    {
        var linked = await NewRun();
        await NewRun();
        Ok(await Runs.LinkModelVersion(linked.RunId, "m", 1));

        var deleted = await EventsOf(async () => Ok(await Runs.DeleteExperiment(linked.ExperimentId)));
        Assert.Equal(["tauro.experiment.deleted", "tauro.run.deleted"], deleted.Select(e => e.Type));
        Assert.Equal($"runs/{linked.RunId}", deleted[1].Subject);

        var restored = await EventsOf(async () => Ok(await Runs.RestoreExperiment(linked.ExperimentId)));
        Assert.Equal(["tauro.experiment.restored", "tauro.run.restored"], restored.Select(e => e.Type));
    }
}
