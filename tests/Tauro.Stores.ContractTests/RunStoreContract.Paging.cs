using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Theory]
    [InlineData]
    [InlineData("start_time")]
    [InlineData("end_time DESC")]
    [InlineData("metrics.m")]
    [InlineData("metrics.m DESC")]
    [InlineData("params.p DESC", "metrics.m")]
    [InlineData("tags.t")]
    [InlineData("status", "run_name DESC")]
    [InlineData("run_id DESC")]
    public async Task Runs_added_or_deleted_between_pages_neither_repeat_nor_hide_others(params string[] keys)
    {
        var experiment = await NewExperiment();
        for (var i = 0; i < 18; i++) await Start(i);
        var query = new RunQuery(
            [experiment.ExperimentId], new PageRequest(),
            OrderBy: Ok(OrderByParser.Parse(keys, FilterVocabulary.Runs)));
        var before = Ok(await Runs.SearchRuns(query)).Items.Select(run => run.RunId).ToList();
        var deleted = new HashSet<string>();

        var next = 18;
        var paged = (await Pages.Read(
            page => Runs.SearchRuns(query with { Page = page }), 4, async () =>
            {
                // Runs are added, and runs at both ends and in the middle are deleted.
                if (next > 35) return;
                for (var i = 0; i < 5; i++) await Start(next++);
                foreach (var id in new[] { before[deleted.Count], before[^(deleted.Count + 1)], before[9] })
                {
                    deleted.Add(id);
                    Ok(await Runs.DeleteRun(id));
                }
            })).ConvertAll(run => run.RunId);

        Assert.Equal(paged.Distinct(), paged);
        Assert.Equal(
            before.Where(id => !deleted.Contains(id)), paged.Where(id => before.Contains(id) && !deleted.Contains(id)));

        async Task Start(int i)
        {
            var run = Ok(await Runs.StartRun(new NewRun(
                experiment.ExperimentId, $"r{i % 4}", StartTime: 1_000 + (i * 7 % 5),
                Params: Map("p", $"{i % 3}"), Tags: i % 2 == 0 ? Map("t", $"{i * 5 % 7}") : null)));
            if (i % 5 != 0)
                await Log(run, new MetricPoint("m", i % 5 == 1 ? double.NaN : i * 11 % 4, 1, 1));
            var ended = new RunChange(Status: RunStatus.Completed, EndTime: 2_000 + i);
            if (i % 3 == 0) Ok(await Runs.UpdateRun(run.RunId, ended));
        }
    }

    [Fact]
    public async Task A_run_that_changes_between_pages_does_not_move_others()
    {
        var experiment = await NewExperiment();
        for (var i = 0; i < 6; i++)
        {
            var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, $"{i}")));
            await Log(run, new MetricPoint("m", i, 1, 1));
        }

        var query = new RunQuery(null, new PageRequest(2), OrderBy: [new OrderBy(new Field(FieldKind.Metric, "m"))]);
        var first = Ok(await Runs.SearchRuns(query));
        await Log(first.Items[0], new MetricPoint("m", -1, 2, 2));
        await Log(first.Items[1], new MetricPoint("m", -2, 2, 2));

        var second = Ok(await Runs.SearchRuns(query with { Page = new PageRequest(9, first.NextPageToken) }));
        Assert.Equal(["0", "1"], first.Items.Select(run => run.Name));
        Assert.Equal(["2", "3", "4", "5"], second.Items.Select(run => run.Name));
    }

    [Fact]
    public async Task A_page_token_of_runs_is_valid_only_for_its_query()
    {
        var experimentId = (await NewExperiment("one")).ExperimentId;
        var two = (await NewExperiment("two")).ExperimentId;
        foreach (var id in new[] { experimentId, two, experimentId, two, experimentId, two })
            Ok(await Runs.StartRun(new NewRun(id)));
        foreach (var run in Ok(await Runs.SearchRuns(new RunQuery([experimentId], new PageRequest(2)))).Items)
            Ok(await Runs.DeleteRun(run.RunId));

        RunQuery all = new(null, new PageRequest(), LifecycleView.All);
        RunQuery[] queries =
        [
            all, all with { View = LifecycleView.DeletedOnly }, all with { ExperimentIds = [experimentId] },
            all with { ExperimentIds = [experimentId, two] }, all with { OrderBy = [new OrderBy(Auc)] },
            all with { OrderBy = [new OrderBy(Auc, Descending: true)] },
            all with { Filter = new Filter.IsNull(Auc, false) }, all with { Filter = new Filter.IsNull(Rate, false) },
        ];
        await Pages.AcceptOnlyTheirOwnTokens(
            [.. queries.Select(query => (Func<PageRequest, ValueTask<StoreOutcome<Page<Run>>>>)(
                page => Runs.SearchRuns(query with { Page = page })))]);
    }

    [Fact]
    public async Task Experiments_added_or_deleted_between_pages_neither_repeat_nor_hide_others()
    {
        var before = new List<ExperimentId>();
        for (var i = 0; i < 9; i++) before.Add((await NewExperiment($"e{i}")).ExperimentId);
        var (deleted, next) = (new List<ExperimentId>(), 9);
        var paged = (await Pages.Read(
            page => Runs.SearchExperiments(new ExperimentQuery(page, OrderBy: [new OrderBy(ExperimentName)])), 2,
            async () =>
            {
                if (deleted.Count == 4) return;
                await NewExperiment($"e{next % 9}+{next++}");
                var id = before[deleted.Count * 2];
                deleted.Add(id);
                Ok(await Runs.DeleteExperiment(id));
            })).ConvertAll(experiment => experiment.ExperimentId);

        Assert.Equal(paged.Distinct(), paged);
        Assert.Empty(before.Except(deleted).Except(paged));
        await Pages.AcceptOnlyTheirOwnTokens(
            page => Runs.SearchExperiments(new ExperimentQuery(page)),
            page => Runs.SearchExperiments(new ExperimentQuery(page, LifecycleView.All)),
            page => Runs.SearchExperiments(new ExperimentQuery(page, OrderBy: [new OrderBy(ExperimentName)])));
    }

    [Fact]
    public async Task A_page_token_of_a_history_is_valid_only_for_its_query()
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(0, 9).SelectMany(i => new[]
        {
            new MetricPoint("a", i % 3 == 0 ? double.NaN : i, long.MaxValue - i, long.MinValue + i),
            new MetricPoint("b", i, i, i),
        })]);
        MetricHistoryQuery all = new(run.RunId, "a", new PageRequest());
        var paged = await Pages.Read(page => Runs.GetMetricHistory(all with { Page = page }), 2);
        Assert.Equal((9, 9), (paged.Count, paged.Distinct().Count()));

        MetricHistoryQuery[] queries =
            [all, all with { Key = "b" }, all with { MaxStep = 9 }, all with { Order = MetricHistoryOrder.Timestamp }];
        await Pages.AcceptOnlyTheirOwnTokens(
            [.. queries.Select(query => (Func<PageRequest, ValueTask<StoreOutcome<Page<MetricValue>>>>)(
                page => Runs.GetMetricHistory(query with { Page = page })))]);
    }
}
