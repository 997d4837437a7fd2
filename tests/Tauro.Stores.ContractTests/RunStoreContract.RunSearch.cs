using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    private static readonly Field Auc = new(FieldKind.Metric, "auc");
    private static readonly Field Rate = new(FieldKind.Param, "lr");
    private static readonly Field Team = new(FieldKind.Tag, "team");

    [Fact]
    public async Task Runs_are_found_by_their_latest_metrics()
    {
        await ThreeRuns();
        Assert.Equal(["best"], await Find(new Filter.Compare(Auc, CompareOperator.Greater, Literal.From(0.9))));
        Assert.Equal(["best", "mid"],
            await Find(new Filter.Compare(Auc, CompareOperator.GreaterOrEqual, Literal.From(0.8))));
        Assert.Equal(["mid"], await Find(new Filter.Between(Auc, Literal.From(0.75), Literal.From(0.85))));
        Assert.Equal(["bare"], await Find(new Filter.IsNull(Auc, Negated: false)));
        Assert.Equal(["bare", "mid"],
            await Find(new Filter.Not(new Filter.Compare(Auc, CompareOperator.Greater, Literal.From(0.9)))));
    }

    [Fact]
    public async Task Runs_are_found_by_param_and_tag()
    {
        await ThreeRuns();
        Assert.Equal(["mid"], await Find(new Filter.Compare(Rate, CompareOperator.Equal, Literal.From("0.1"))));
        Assert.Equal(["best", "mid"], await Find(new Filter.Compare(Rate, CompareOperator.Like, Literal.From("0.%"))));
        Assert.Equal(["best"], await Find(new Filter.Compare(Team, CompareOperator.ILike, Literal.From("RISK"))));
        Assert.Equal(
            ["best", "mid"], await Find(new Filter.In(Team, [Literal.From("risk"), Literal.From("ops")], false)));
        Assert.Equal(["best"], await Find(new Filter.And(
            new Filter.Compare(Rate, CompareOperator.Equal, Literal.From("0.01")),
            new Filter.Compare(Team, CompareOperator.NotEqual, Literal.From("ops")))));
    }

    [Fact]
    public async Task Runs_are_found_by_attributes()
    {
        var runs = await ThreeRuns();
        Ok(await Runs.UpdateRun(runs[0].RunId, new RunChange(Status: RunStatus.Failed)));

        Assert.Equal(["best"], await Find(Is("status", "FAILED")));
        Assert.Equal(["bare", "mid"], await Find(Is("status", "RUNNING")));
        Assert.Equal(["mid"], await Find(Is("run_id", runs[1].RunId)));
        Assert.Equal(["best", "mid"], await Find(new Filter.Compare(
            new Field(FieldKind.Attribute, "start_time"), CompareOperator.Less, Literal.From(3_000))));

        static Filter Is(string attribute, string value) =>
            new Filter.Compare(new Field(FieldKind.Attribute, attribute), CompareOperator.Equal, Literal.From(value));
    }

    [Fact]
    public async Task Runs_without_the_sort_key_come_last_in_both_directions()
    {
        await ThreeRuns();
        Assert.Equal(["mid", "best", "bare"], await Ordered(new OrderBy(Auc)));
        Assert.Equal(["best", "mid", "bare"], await Ordered(new OrderBy(Auc, Descending: true)));
        Assert.Equal(["best", "mid", "bare"], await Ordered(new OrderBy(Rate)));
    }

    [Fact]
    public async Task Without_an_order_the_newest_runs_come_first()
    {
        await ThreeRuns();
        Assert.Equal(["bare", "mid", "best"], await Ordered());
    }

    [Fact]
    public async Task Only_runs_of_the_requested_experiments_are_found()
    {
        var runs = await ThreeRuns();
        var other = await NewExperiment("other");
        Ok(await Runs.StartRun(new NewRun(other.ExperimentId, "elsewhere")));

        Assert.Equal(["elsewhere"], await In([other.ExperimentId]));
        Assert.Equal(4, (await In([other.ExperimentId, runs[0].ExperimentId])).Length);
        Assert.Equal(4, (await In(null)).Length);
        Assert.Empty(await In([]));
        Assert.Empty(await In([new("4711")]));

        async Task<string[]> In(ExperimentId[]? ids) =>
            [.. Ok(await Runs.SearchRuns(new RunQuery(ids, new PageRequest()))).Items.Select(run => run.Name)];
    }

    [Fact]
    public async Task The_view_determines_whether_deleted_runs_are_found()
    {
        var runs = await ThreeRuns();
        Ok(await Runs.DeleteRun(runs[0].RunId));

        Assert.Equal(["bare", "mid"], await Seen(LifecycleView.ActiveOnly));
        Assert.Equal(["best"], await Seen(LifecycleView.DeletedOnly));
        Assert.Equal(["bare", "best", "mid"], await Seen(LifecycleView.All));

        async Task<string[]> Seen(LifecycleView view) =>
            [.. Ok(await Runs.SearchRuns(new RunQuery(null, new(), view))).Items.Select(r => r.Name).Order()];
    }

    [Fact]
    public async Task The_pages_of_runs_contain_each_run_once_in_order()
    {
        var experiment = await NewExperiment();
        for (var i = 0; i < 11; i++)
            Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, $"r{i:00}", StartTime: 1_000 + (i / 4))));

        foreach (var order in new OrderBy[][] { [], [new OrderBy(new Field(FieldKind.Attribute, "start_time"))] })
        {
            var all = Ok(await Runs.SearchRuns(new RunQuery(null, new PageRequest(), OrderBy: order))).Items;
            var (found, token) = (new List<RunId>(), default(string));
            do
            {
                var page = Ok(await Runs.SearchRuns(new RunQuery(null, new PageRequest(4, token), OrderBy: order)));
                found.AddRange(page.Items.Select(run => run.RunId));
                token = page.NextPageToken;
            }
            while (token is not null);

            Assert.Equal(11, all.Count);
            Assert.Equal(all.Select(run => run.RunId), found);
        }
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(Limits.PageSizeMax + 1)]
    public async Task A_page_size_out_of_bounds_is_refused(int size) =>
        Invalid(await Runs.SearchRuns(new RunQuery(null, new PageRequest(size))));

    [Fact]
    public async Task A_search_ends_when_it_is_cancelled()
    {
        var run = await NewRun();
        var query = new RunQuery(null, new PageRequest());
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Runs.SearchRuns(query, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Runs.FindRuns(query, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Runs.ReadRuns([run.RunId], null, cancelled).ToListAsync());
    }

    [Fact]
    public async Task Found_runs_are_each_read_once_though_their_order_changes_meanwhile()
    {
        var experiment = await NewExperiment("changing");
        for (var i = 0; i < 5; i++)
            Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, $"run {i}", Tags: Map("t", $"{i}"))));
        var order = OrderByParser.Parse(["tags.t DESC"], FilterVocabulary.Runs).Value;
        var query = new RunQuery([experiment.ExperimentId], new PageRequest(2), OrderBy: order);
        var found = Ok(await Runs.FindRuns(query));
        Assert.Equal(
            Ok(await Runs.SearchRuns(query with { Page = new PageRequest() })).Items.Select(run => run.RunId), found);

        Ok(await Runs.Log(found[4], new RunBatch(Tags: Map("t", "9"))));
        Ok(await Runs.DeleteRun(found[3]));
        var read = await Runs.ReadRuns(
            [.. found, new RunId("none")], RunSelection.Parse(["tags"]).Value, TestContext.Current.CancellationToken)
            .ToListAsync();

        Assert.Equal(found, read.Select(run => run.RunId));
        Assert.Equal(["4", "3", "2", "1", "9"], read.Select(run => run.Tags["t"]));
    }

    private async Task<Run[]> ThreeRuns()
    {
        var experiment = await NewExperiment();
        return [await Start("best", 1_000, 0.95, "0.01", "risk"), await Start("mid", 2_000, 0.8, "0.1", "ops"),
            Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, "bare", StartTime: 3_000)))];

        async Task<Run> Start(string name, long at, double auc, string rate, string team)
        {
            var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, name, StartTime: at,
                Params: Map("lr", rate), Tags: Map("team", team))));
            await Log(run, new MetricPoint("auc", 0.1, 1, 1), new MetricPoint("auc", auc, 1, 2));
            return run;
        }
    }

    private async Task<string[]> Find(Filter filter) =>
        [.. Ok(await Runs.SearchRuns(new RunQuery(null, new PageRequest(), Filter: filter))).Items
            .Select(run => run.Name).Order()];

    private async Task<string[]> Ordered(params OrderBy[] order) =>
        [.. Ok(await Runs.SearchRuns(new RunQuery(null, new(), OrderBy: order))).Items.Select(run => run.Name)];
}
