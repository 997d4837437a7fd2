using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Runs_are_counted_and_their_numbers_aggregated_by_group()
    {
        await FourRuns();

        var groups = await Aggregate(["params.opt"], ["metrics.loss", "min(metrics.loss)"]);

        Assert.Equal((2, 4L), (groups.TotalGroups, groups.TotalCount));
        Assert.Equal(["adam"], groups.Groups[0].Key);
        Assert.Equal(3, groups.Groups[0].Count);
        // The NaN counts as absent.
        Assert.Equal(new RunGroupValue(2, 1, 3, 2), groups.Groups[0].Values["metrics.loss"]);
        Assert.Equal(new RunGroupValue(3, 0.5, 3, (3 + 0.5 + 1) / 3), groups.Groups[0].Values["min(metrics.loss)"]);
        Assert.Equal([null], groups.Groups[1].Key);
        Assert.Equal(new RunGroupValue(0, null, null, null), groups.Groups[1].Values["metrics.loss"]);
    }

    [Fact]
    public async Task Groups_are_ordered_and_limited()
    {
        await FourRuns();
        string[] by = ["number(params.lr)"];

        Assert.Equal(["9", "10", null], await Keys(new RunGroupOrder(RunGroupOrderBy.Key, Descending: false)));
        Assert.Equal(["10", "9", null], await Keys(new RunGroupOrder(RunGroupOrderBy.Key)));
        Assert.Equal(["10", "9", null], await Keys(new RunGroupOrder(RunGroupOrderBy.Max, "metrics.loss")));
        Assert.Equal(
            ["9", "10", null], await Keys(new RunGroupOrder(RunGroupOrderBy.Mean, "metrics.loss", Descending: false)));
        var first = await Aggregate(by, [], max: 1);
        Assert.Equal((1, 3, 4L), (first.Groups.Count, first.TotalGroups, first.TotalCount));

        async Task<string?[]> Keys(RunGroupOrder order) =>
            [.. (await Aggregate(by, ["metrics.loss"], order)).Groups.Select(group => group.Key[0])];
    }

    [Fact]
    public async Task Without_fields_to_group_by_there_is_one_group_even_of_no_runs()
    {
        var none = await Aggregate([], ["metrics.loss"]);
        Assert.Equal((1, 0L), (none.TotalGroups, none.TotalCount));
        await FourRuns();
        Assert.Equal(4, (await Aggregate([], [])).Groups.Single().Count);
    }

    [Fact]
    public async Task Aggregates_are_of_the_runs_that_the_filter_and_the_view_include()
    {
        var runs = await FourRuns();
        Ok(await Runs.DeleteRun(runs[0].RunId));

        Assert.Equal(3, (await Aggregate([], [])).TotalCount);
        Assert.Equal(2, (await Aggregate([], [], filter: "params.opt = 'adam'")).TotalCount);
        var query = new RunAggregationQuery([new("4711")]);
        Assert.Equal(0, Ok(await Runs.AggregateRuns(query)).TotalCount);
        Assert.Equal(0, Ok(await Runs.AggregateRuns(query with { ExperimentIds = [] })).TotalCount);
        query = query with { ExperimentIds = null, View = LifecycleView.DeletedOnly };
        Assert.Equal(1, Ok(await Runs.AggregateRuns(query)).TotalCount);
    }

    [Fact]
    public async Task Too_many_groups_are_refused_with_the_field()
    {
        var experiment = await NewExperiment();
        foreach (var few in Enumerable.Range(0, Tauro.Contracts.Limits.RunGroupsMax + 1).Chunk(500))
        {
            await Task.WhenAll(few.Select(async i =>
                Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, Params: Map("seed", $"{i}"))))));
        }

        var query = new RunAggregationQuery(
            null, GroupBy: Ok(AggregatedFields.ParseKeys(["params.seed"], FilterVocabulary.Runs)));
        var problem = Refused(await Runs.AggregateRuns(query), ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Assert.Contains("more than 10000 groups by params.seed", problem.Message);
        Assert.Equal(1_000, (await Aggregate(["params.seed"], [], filter: "params.seed < 1000")).TotalGroups);
    }

    [Fact]
    public async Task A_page_has_only_the_selected_params_metrics_and_tags()
    {
        var runs = await FourRuns();
        var child = Ok(await Runs.StartRun(new NewRun(
            runs[0].ExperimentId, "child", ParentRunId: runs[0].RunId, Params: Map("lr", "1"),
            Tags: Map("team", "x"))));
        await Log(child, new("val/loss", 1, 1), new("val/acc", 1, 1), new("loss", 1, 1));

        var found = await Select("params.none", "metrics.val/*", "tags.team");
        Assert.Empty(found.Params);
        Assert.Equal(["val/acc", "val/loss"], found.Metrics.Keys.Order());
        Assert.Equal("x", found.Tags["team"]);
        Assert.Equal(runs[0].RunId, found.ParentRunId);
        Assert.DoesNotContain(TagNames.RunName, found.Tags.Keys);
        Assert.Equal("child", found.Name);

        Assert.Equal("1", (await Select("params")).Params["lr"]);
        Assert.Empty((await Select("attributes")).Metrics);
        Assert.Equal(3, (await Select("metrics.*")).Metrics.Count);
        Assert.Contains("team", (await Select()).Tags.Keys);
        foreach (var bad in new[] { "", "params.", "metric s", "datasets.name", "attributes.run_id" })
            Assert.Contains($"'{bad}'", Invalid(RunSelection.Parse([bad])).Message);

        async Task<Run> Select(params string[] fields) => Ok(await Runs.SearchRuns(new RunQuery(
            null, new(), Filter: Ok(FilterParser.Parse("name = 'child'", FilterVocabulary.Runs)),
            Fields: Ok(RunSelection.Parse(fields))))).Items.Single();
    }

    private async Task<Run[]> FourRuns()
    {
        var experiment = await NewExperiment();
        return
        [
            await Start("adam", "10", 9, 3), await Start("adam", "9", 0.5, 1), await Start("adam", null, 1, double.NaN),
            Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, "bare"))),
        ];

        async Task<Run> Start(string opt, string? lr, double first, double last)
        {
            var parameters = Map("opt", opt);
            if (lr is not null) parameters["lr"] = lr;
            var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, Params: parameters)));
            await Log(run, new("loss", first, 1, 1), new("loss", last == 3 ? 9 : 100, 1, 2), new("loss", last, 1, 3));
            return run;
        }
    }

    private async Task<RunGroups> Aggregate(
        string[] by, string[] values, RunGroupOrder? order = null, string? filter = null, int max = 100) =>
        Ok(await Runs.AggregateRuns(new RunAggregationQuery(
            null, Filter: Ok(FilterParser.Parse(filter, FilterVocabulary.Runs)),
            GroupBy: Ok(AggregatedFields.ParseKeys(by, FilterVocabulary.Runs)),
            Values: Ok(AggregatedFields.ParseValues(values, FilterVocabulary.Runs)), OrderBy: order, GroupsMax: max)));
}
