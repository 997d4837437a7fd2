using Tauro.Contracts.Events;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class MetricRuleStoreContract
{
    [Fact]
    public async Task A_running_run_that_logs_no_point_is_reported_once_until_it_does()
    {
        var run = await NewRun();
        var rule = await Create(
            new NewMetricRule("loss", MetricRuleType.NoPoint, run.ExperimentId, Minutes: 10));
        var ended = await NewRun();
        await End(ended);
        await Store.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(0, await Rules.ReportSilentRuns());
        await Log(run, new MetricPoint("loss", 1, 1), new MetricPoint("other", 1, 1));
        await Store.Pass(TimeSpan.FromMinutes(9));
        await Log(run, new MetricPoint("other", 1, 2));
        Assert.Equal(0, await Rules.ReportSilentRuns());
        await Store.Pass(TimeSpan.FromMinutes(2));

        var silent = await EventsOf(async () => Assert.Equal(1, await Rules.ReportSilentRuns()));
        Assert.Equal(
            new MetricThresholdExceeded(
                run.RunId, run.ExperimentId, rule.RuleId, "loss", "no point of loss for 10 minutes"),
            EventCatalog.Read(Assert.Single(silent)));
        Assert.Equal(0, await Rules.ReportSilentRuns());
        await Store.Checkpoint();
        await Store.Reopen();
        await Store.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(0, await Rules.ReportSilentRuns());
        Assert.Equal(Recovered, Assert.Single(await EventsOf(() => Log(run, new MetricPoint("loss", 1, 0)))).Type);
        await Store.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await Rules.ReportSilentRuns());
    }

    [Fact]
    public async Task A_run_that_has_not_begun_is_not_silent()
    {
        var waiting = await NewRun();
        await Create(new NewMetricRule("*", MetricRuleType.NoPoint, waiting.ExperimentId, Minutes: 10));
        var run = Ok(await Runs.StartRun(new NewRun(waiting.ExperimentId, Status: RunStatus.Scheduled)));
        await Update(waiting, RunStatus.Scheduled);
        await Store.Pass(TimeSpan.FromHours(2));
        Assert.Equal(0, await Rules.ReportSilentRuns());

        await Update(run, RunStatus.Running);
        await Update(waiting, RunStatus.Running);
        await Store.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(0, await Rules.ReportSilentRuns());
        await Store.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await Rules.ReportSilentRuns());
    }

    [Fact]
    public async Task A_point_after_the_end_of_a_run_does_not_count_when_it_runs_again()
    {
        var run = await NewRun();
        await Create(new NewMetricRule("*", MetricRuleType.NoPoint, run.ExperimentId, Minutes: 10));
        await Log(run, new MetricPoint("loss", 1, 1));
        await End(run);
        await Log(run, new MetricPoint("loss", 1, 2));
        await Store.Pass(TimeSpan.FromDays(3));

        await Update(run, RunStatus.Running);
        Assert.Equal(0, await Rules.ReportSilentRuns());
        await Store.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await Rules.ReportSilentRuns());
    }

    [Fact]
    public async Task Another_name_of_a_run_does_not_delay_the_report()
    {
        var run = await NewRun();
        await Store.Reopen();
        await Create(new NewMetricRule("*", MetricRuleType.NoPoint, run.ExperimentId, Minutes: 10));
        await Store.Pass(TimeSpan.FromMinutes(9));
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Name: "another")));
        await Store.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await Rules.ReportSilentRuns());
    }

    private async Task Update(Run run, RunStatus status) =>
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: status)));
}
