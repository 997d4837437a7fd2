using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Runs;
using Tauro.Stores.MetricRules;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IMetricRuleStore"/>, which every backend inherits.</summary>
public abstract partial class MetricRuleStoreContract : TrackingStoreContract
{
    private const string Exceeded = "tauro.metric.threshold_exceeded";
    private const string Recovered = "tauro.metric.recovered";

    private IMetricRuleStore Rules => Store.MetricRules;

    [Fact]
    public async Task A_threshold_is_reported_once_per_crossing_after_enough_points_in_a_row()
    {
        var run = await NewRun();
        var rule = await Create(Above("val_loss", 2, points: 3) with { ExperimentId = run.ExperimentId });

        Assert.Empty(await TypesOf(run, 3, 3, 1, 3, 3));
        var crossing = await EventsOf(() => LogNext(run, 4));
        Assert.Equal(
            new MetricThresholdExceeded(
                run.RunId, run.ExperimentId, rule.RuleId, "val_loss", "val_loss above 2 for 3 points", 4, 6, 6),
            EventCatalog.Read(Assert.Single(crossing)));
        Assert.Empty(await TypesOf(run, 5, 2.1));
        Assert.Equal([Recovered], await TypesOf(run, 2));
        Assert.Empty(await TypesOf(run, 1, 3, 3));
        Assert.Equal([Exceeded], await TypesOf(run, 3));
    }

    [Fact]
    public async Task Points_of_one_batch_are_one_change()
    {
        var run = await NewRun();
        await Create(Above("val_loss", 2, points: 2) with { RunId = run.RunId });

        var both = await EventsOf(() => Log(run, Points((1, 3), (2, 4), (3, 1), (4, 5), (5, 6), (6, 0))));
        Assert.Equal([Exceeded, Recovered], both.Select(record => record.Type));
        var crossed = Assert.IsType<MetricThresholdExceeded>(EventCatalog.Read(both[0]));
        Assert.Equal((6, 5L), (crossed.Value, crossed.Step));
    }

    [Fact]
    public async Task Only_points_after_all_earlier_ones_count_so_a_repeated_batch_counts_once()
    {
        var run = await NewRun();
        await Create(Above("val_loss", 2, points: 3) with { RunId = run.RunId });
        var batch = Points((10, 3), (11, 3));

        Assert.Empty(await EventsOf(() => Log(run, batch)));
        Assert.Empty(await EventsOf(() => Log(run, batch)));
        Assert.Empty(await EventsOf(() => Log(run, Points((5, 3), (9, 0)))));
        Assert.Equal(Exceeded, Assert.Single(await EventsOf(() => Log(run, Points((12, 3))))).Type);
    }

    [Fact]
    public async Task NaN_and_infinity_of_any_metric_are_reported_and_match_no_threshold()
    {
        var run = await NewRun();
        var rule = await Create(new NewMetricRule("*", MetricRuleType.NotFinite, run.ExperimentId));
        await Create(Above("loss", 0) with { RunId = run.RunId });

        var found = await EventsOf(() => Log(run, new MetricPoint("loss", double.NaN, 1)));
        Assert.Equal(
            new MetricThresholdExceeded(
                run.RunId, run.ExperimentId, rule.RuleId, "loss", "* not finite", double.NaN, 0, 1),
            EventCatalog.Read(Assert.Single(found)));
        Assert.Empty(await EventsOf(() => Log(run, new MetricPoint("other", double.NegativeInfinity, 2))));
        Assert.Empty(await EventsOf(() => Log(run, new MetricPoint("other", 1, 3))));
        Assert.Equal(Recovered, Assert.Single(await EventsOf(() => Log(run, new MetricPoint("loss", -1, 4)))).Type);
        Assert.Equal(
            Exceeded,
            Assert.Single(await EventsOf(() => Log(run, new MetricPoint("other", double.PositiveInfinity, 5)))).Type);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task A_rule_for_any_metric_is_met_until_none_meets_it(string first, string second)
    {
        var run = await NewRun();
        await Create(new NewMetricRule("*", MetricRuleType.NotFinite, run.ExperimentId));

        Assert.Equal([Exceeded], await TypesOf(run, first, double.NaN));
        Assert.Empty(await TypesOf(run, second, double.NaN));
        Assert.Empty(await TypesOf(run, first, 1));
        await Store.Reopen();
        Assert.Empty(await TypesOf(run, first, double.NaN, 1));
        Assert.Equal([Recovered], await TypesOf(run, second, 1));

        var both = await EventsOf(() => Log(
            run, new(first, double.NaN, 9, 9), new(first, 1, 10, 10), new(second, double.NaN, 9, 9),
            new(second, 1, 10, 10)));
        Assert.Equal([Exceeded, Recovered], both.Select(record => record.Type));
        Assert.Equal(
            [Exceeded], (await EventsOf(() => Log(
                run, new(first, double.NaN, 11, 11), new(second, double.NaN, 11, 11), new(second, 1, 12, 12))))
                .Select(record => record.Type));
        Assert.Equal([Recovered], await TypesOf(run, first, 1));
    }

    [Fact]
    public async Task NaN_neither_ends_nor_interrupts_what_meets_a_threshold()
    {
        var run = await NewRun();
        await Create(Above("val_loss", 2, points: 3) with { RunId = run.RunId });

        Assert.Equal([Exceeded], await TypesOf(run, 3, double.NaN, 3, double.NaN, 3));
        Assert.Empty(await TypesOf(run, double.NaN, 3));
        Assert.Equal([Recovered], await TypesOf(run, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_streak_goes_on_after_a_restart(bool checkpoint)
    {
        var run = await NewRun();
        await Create(Above("val_loss", 2, points: 3) with { RunId = run.RunId });
        await TypesOf(run, 3, 3);
        if (checkpoint) await Store.Checkpoint();
        await Store.Reopen();

        Assert.Equal([Exceeded], await TypesOf(run, 3));
        await Store.Reopen();
        Assert.Empty(await TypesOf(run, 3));
    }

    [Fact]
    public async Task The_end_of_a_run_and_the_deletion_of_a_rule_forget_what_was_met()
    {
        var run = await NewRun();
        var rule = await Create(Above("val_loss", 2) with { ExperimentId = run.ExperimentId });
        Assert.Equal([Exceeded], await TypesOf(run, 3));
        await End(run);
        Assert.Equal(0, Store.MetricRuleStates);
        Assert.Empty(await TypesOf(run, 1, 3));
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Running)));
        Assert.Equal([Exceeded], await TypesOf(run, 3));
        var kept = await Create(Above("val_loss", 0) with { RunId = run.RunId });
        Assert.Equal([Exceeded], await TypesOf(run, 3));
        Assert.Equal(2, Store.MetricRuleStates);

        Ok(await Rules.DeleteRule(rule.RuleId));
        Assert.Equal(1, Store.MetricRuleStates);
        Ok(await Rules.DeleteRule(kept.RuleId));
        Assert.Equal(0, Store.MetricRuleStates);
        Assert.Empty(await TypesOf(run, 1, 3));
        Refused(await Rules.GetRule(rule.RuleId), ProblemKind.NotFound, ProblemCodes.MetricRuleNotFound);
        Refused(await Rules.DeleteRule(rule.RuleId), ProblemKind.NotFound, ProblemCodes.MetricRuleNotFound);
    }

    [Fact]
    public async Task The_deletion_of_a_rule_forgets_many_runs()
    {
        var first = await NewRun();
        var rule = await Create(Above("val_loss", 2) with { ExperimentId = first.ExperimentId });
        await Task.WhenAll(Enumerable.Range(0, 1_100).Select(async _ =>
        {
            var run = Ok(await Runs.StartRun(new NewRun(first.ExperimentId)));
            await Log(run, new MetricPoint("val_loss", 3, 1));
        }));
        Assert.Equal(1_100, Store.MetricRuleStates);

        Ok(await Rules.DeleteRule(rule.RuleId));
        Assert.Equal(0, Store.MetricRuleStates);
        await Store.Reopen();
        Assert.Equal(0, Store.MetricRuleStates);
    }

    [Fact]
    public async Task Rules_of_an_experiment_and_of_a_run_are_listed_and_purged_with_them()
    {
        var (run, other) = (await NewRun(), await NewRun());
        var elsewhere = await NewExperiment("elsewhere");
        var (ofAll, ofRun, unrelated) = (
            await Create(Above("loss", 1) with { ExperimentId = run.ExperimentId }),
            await Create(Above("loss", 2) with { RunId = run.RunId }),
            await Create(Above("loss", 3) with { ExperimentId = elsewhere.ExperimentId }));

        Assert.Equal(ofRun, Ok(await Rules.GetRule(ofRun.RuleId)));
        Assert.Equal(Sorted(ofAll, ofRun, unrelated), await List(null, null));
        Assert.Equal(Sorted(ofAll, ofRun), await List(run.ExperimentId, null));
        Assert.Equal(Sorted(ofAll, ofRun), await List(null, run.RunId));
        Assert.Equal(Sorted(ofAll), await List(null, other.RunId));
        Assert.Empty(await List(elsewhere.ExperimentId, run.RunId));

        Assert.Equal(2, (await TypesOf(run, "loss", 5)).Length);
        Ok(await Runs.DeleteRun(run.RunId));
        Ok(await Store.Purges.PurgeRun(run.RunId));
        Assert.Equal(Sorted(ofAll, unrelated), await List(null, null));
        Ok(await Runs.DeleteExperiment(run.ExperimentId));
        Ok(await Store.Purges.PurgeExperiment(run.ExperimentId));
        Assert.Equal(Sorted(unrelated), await List(null, null));
    }

    [Fact]
    public async Task A_rule_that_makes_no_sense_is_refused_with_the_remedy()
    {
        var run = await NewRun();
        var rule = Above("loss", 1);
        var missing = new RunId("there-is-none");
        foreach (var (bad, named) in new[]
        {
            (rule, "exactly one of"),
            (rule with { RunId = run.RunId, ExperimentId = run.ExperimentId }, "exactly one of"),
            (rule with { RunId = run.RunId, Metric = "*" }, "name a metric"),
            (rule with { RunId = run.RunId, Metric = "" }, "metric"),
            (rule with { RunId = run.RunId, Operator = null }, "'operator'"),
            (rule with { RunId = run.RunId, Value = double.NaN }, "NaN"),
            (rule with { RunId = run.RunId, Points = 0 }, "'points' is 0"),
            (rule with { RunId = run.RunId, Minutes = 1 }, "has no 'minutes'"),
            (new NewMetricRule("*", MetricRuleType.NotFinite, null, run.RunId, Points: 2), "'points' is 2"),
            (new NewMetricRule("*", MetricRuleType.NoPoint, null, run.RunId), "must have 'minutes'"),
            (new NewMetricRule("*", MetricRuleType.NoPoint, null, run.RunId, Minutes: 0), "'minutes' is 0"),
        })
        {
            var problem = Invalid(await Rules.CreateRule(bad));
            Assert.Contains(named, problem.Message);
        }

        Refused(
            await Rules.CreateRule(rule with { RunId = missing }), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(
            await Rules.CreateRule(rule with { ExperimentId = new("99") }), ProblemKind.NotFound,
            ProblemCodes.ExperimentNotFound);
        for (var i = 0; i < Limits.MetricRulesPerExperimentMax; i++)
            await Create(rule with { ExperimentId = run.ExperimentId });
        Refused(
            await Rules.CreateRule(rule with { RunId = run.RunId }), ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    private static NewMetricRule Above(string metric, double value, int? points = null) =>
        new(metric, MetricRuleType.Threshold, Operator: MetricOperator.Above, Value: value, Points: points);

    private static MetricPoint[] Points(params (long Step, double Value)[] points) =>
        [.. points.Select(point => new MetricPoint("val_loss", point.Value, point.Step, point.Step))];

    private static IEnumerable<MetricRule> Sorted(params MetricRule[] rules) =>
        rules.OrderBy(rule => rule.CreationTime).ThenBy(rule => rule.RuleId);

    private async Task<MetricRule> Create(NewMetricRule rule) => Ok(await Rules.CreateRule(rule));

    private async Task<IReadOnlyList<MetricRule>> List(ExperimentId? experimentId, RunId? runId) =>
        Ok(await Rules.ListRules(experimentId, runId, new PageRequest(1_000, null))).Items;

    private async Task End(Run run) =>
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Completed)));

    private Task<string[]> TypesOf(Run run, params double[] values) => TypesOf(run, "val_loss", values);

    private async Task<string[]> TypesOf(Run run, string metric, params double[] values)
    {
        var events = await EventsOf(async () =>
        {
            foreach (var value in values) await LogNext(run, value, metric);
        });
        return [.. events.Select(record => record.Type)];
    }

    private async Task LogNext(Run run, double value, string metric = "val_loss")
    {
        var next = (await Reread(run)).Metrics.TryGetValue(metric, out var latest) ? latest.Step + 1 : 1;
        await Log(run, new MetricPoint(metric, value, next, next));
    }
}
