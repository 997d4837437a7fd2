using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task History_is_ordered_by_step_then_timestamp_then_value()
    {
        var run = await NewRun();
        await Log(run, new MetricPoint("m", 3, 5, 2), new MetricPoint("m", 1, 9, 1));
        await Log(run, new MetricPoint("m", 2, 5, 2), new MetricPoint("m", 1, 4, 2), new MetricPoint("m", 8, 1, -5));

        MetricValue[] expected = [new(-5, 1, 8), new(1, 9, 1), new(2, 4, 1), new(2, 5, 2), new(2, 5, 3)];
        Assert.Equal(expected, await History(run, "m"));
        await Store.Checkpoint();
        Assert.Equal(expected, await History(run, "m"));
    }

    [Fact]
    public async Task Pages_of_a_history_by_timestamp_are_in_order_across_memory_and_segments()
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(0, 20).Select(i => new MetricPoint("m", i, 100 - i, i))]);
        await Store.Checkpoint();
        await Log(run, new MetricPoint("m", 7, 90, 50), new MetricPoint("m", 6, 90, 50), new MetricPoint(
            "m", 5, 1, 60));

        var found = new List<MetricValue>();
        string? token = null;
        do
        {
            var page = Ok(await Runs.GetMetricHistory(new MetricHistoryQuery(
                run.RunId, "m", new PageRequest(4, token), Order: MetricHistoryOrder.Timestamp)));
            found.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(23, found.Count);
        Assert.Equal(found.OrderBy(p => p.Timestamp).ThenBy(p => p.Step).ThenBy(p => p.Value), found);
    }

    [Theory]
    [InlineData(MetricHistoryOrder.Step)]
    [InlineData(MetricHistoryOrder.Timestamp)]
    public async Task Pages_of_any_size_contain_each_point_once_even_with_ties_and_repeats(MetricHistoryOrder order)
    {
        var random = new Random(11);
        double[] values = [double.NaN, -0.0, 0.0, 1, double.PositiveInfinity, double.NegativeInfinity];
        var run = await NewRun();
        var logged = new List<MetricValue>();
        for (var part = 0; part < 4; part++)
        {
            var points = Enumerable.Range(0, 80)
                .Select(_ => new MetricValue(random.Next(-4, 5), random.Next(4), values[random.Next(values.Length)]))
                .ToList();
            logged.AddRange(points);
            await Log(run, [.. points.Select(value => new MetricPoint("m", value.Value, value.Timestamp, value.Step))]);
            if (part == 3) continue;
            await Store.Checkpoint();
            await Store.Reopen();
        }

        IComparer<MetricValue> comparer = order == MetricHistoryOrder.Step
            ? PointOrder.Instance
            : TimestampOrder.Instance;
        foreach (var (size, min, max) in new[] { (1, -9L, 9L), (2, -1, 2), (3, 0, 0), (7, -9, 9), (50, -4, 3) })
        {
            var expected = new SortedSet<MetricValue>(
                logged.Where(value => value.Step >= min && value.Step <= max), comparer);
            var found = new List<MetricValue>();
            string? token = null;
            do
            {
                var page = Ok(await Runs.GetMetricHistory(new MetricHistoryQuery(
                    run.RunId, "m", new PageRequest(size, token), min, max, order)));
                Assert.InRange(page.Items.Count, 1, size);
                found.AddRange(page.Items);
                token = page.NextPageToken;
            }
            while (token is not null);

            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public async Task A_point_logged_again_is_returned_once_before_and_after_a_checkpoint()
    {
        var run = await NewRun();
        MetricPoint[] points = [new("m", 1, 1, 1), new("m", double.NaN, 2, 2), new("m", -0.0, 3, 3)];
        await Log(run, [.. points, .. points]);
        await Log(run, points);
        Assert.Equal(3, (await History(run, "m")).Count);

        await Store.Checkpoint();
        await Log(run, points);
        Assert.Equal(3, (await History(run, "m")).Count);

        await Store.Checkpoint();
        await Store.Reopen();
        Assert.Equal(3, (await History(run, "m")).Count);
    }

    [Fact]
    public async Task Points_that_differ_in_one_field_are_different_points()
    {
        var run = await NewRun();
        await Log(run, new("m", 1, 1, 1), new("m", 2, 1, 1), new("m", 1, 2, 1), new("m", 1, 1, 2), new("n", 1, 1, 1));
        Assert.Equal(4, (await History(run, "m")).Count);
        Assert.Single(await History(run, "n"));
    }

    [Fact]
    public async Task A_history_can_be_limited_to_a_range_of_steps_including_both_ends()
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(0, 10).Select(i => new MetricPoint("m", i, i, i))]);
        await Store.Checkpoint();
        await Log(run, [.. Enumerable.Range(10, 10).Select(i => new MetricPoint("m", i, i, i))]);

        Assert.Equal((long[])[8L, 9, 10, 11], await Steps(8, 11));
        Assert.Equal((long[])[18L, 19], await Steps(18, null));
        Assert.Equal((long[])[0L, 1], await Steps(null, 1));
        Assert.Empty(await Steps(100, 200));
        Assert.Empty(await Steps(5, 4));

        async Task<long[]> Steps(long? min, long? max) =>
        [
            .. Ok(await Runs.GetMetricHistory(new MetricHistoryQuery(run.RunId, "m", new PageRequest(), min, max)))
                .Items.Select(point => point.Step),
        ];
    }

    [Fact]
    public async Task The_pages_of_a_history_contain_each_point_once_in_order()
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(0, 25).Select(i => new MetricPoint("m", i, 1, i / 5))]);
        await Store.Checkpoint();
        await Log(run, [.. Enumerable.Range(25, 25).Select(i => new MetricPoint("m", i, 1, i / 5))]);

        var (found, token) = (new List<double>(), default(string));
        do
        {
            var query = new MetricHistoryQuery(run.RunId, "m", new PageRequest(7, token));
            var page = Ok(await Runs.GetMetricHistory(query));
            Assert.InRange(page.Items.Count, 1, 7);
            found.AddRange(page.Items.Select(point => point.Value));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double)i), found);
    }

    [Fact]
    public async Task Pages_stay_complete_when_points_and_a_checkpoint_come_between_them()
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(0, 20).Select(i => new MetricPoint("m", i, 1, i))]);
        var first = Ok(await Runs.GetMetricHistory(new MetricHistoryQuery(run.RunId, "m", new PageRequest(10))));
        await Log(run, new MetricPoint("m", 99, 1, 99), new MetricPoint("m", -1, 1, -1));
        await Store.Checkpoint();

        var second = Ok(await Runs.GetMetricHistory(
            new MetricHistoryQuery(run.RunId, "m", new PageRequest(100, first.NextPageToken))));
        Assert.Equal(Enumerable.Range(10, 10).Select(i => (long)i).Append(99), second.Items.Select(p => p.Step));
        Assert.Null(second.NextPageToken);
    }

    [Fact]
    public async Task A_history_may_be_longer_than_what_is_kept_in_memory()
    {
        var run = await NewRun();
        for (var batch = 0; batch < 3; batch++)
        {
            var from = batch * Limits.BatchMetricsMax;
            var steps = Enumerable.Range(from, Limits.BatchMetricsMax);
            await Log(run, [.. steps.Select(i => new MetricPoint("m", i, i, i))]);
        }

        await Store.Checkpoint();
        var history = Ok(await Runs.GetMetricHistory(
            new MetricHistoryQuery(run.RunId, "m", new PageRequest(Limits.HistoryPageSizeMax))));
        Assert.Equal(Enumerable.Range(0, 3 * Limits.BatchMetricsMax).Select(i => (double)i),
            history.Items.Select(point => point.Value));
    }

    [Fact]
    public async Task The_history_of_an_unknown_metric_is_empty_and_that_of_an_unknown_run_is_not_found()
    {
        var run = await NewRun();
        Assert.Empty(await History(run, "nothing"));
        Refused(await Runs.GetMetricHistory(new MetricHistoryQuery(new(new string('0', 32)), "m", new PageRequest())),
            ProblemKind.NotFound, ProblemCodes.RunNotFound);
    }

    private async Task<IReadOnlyList<MetricValue>> History(Run run, string key) =>
        Ok(await Runs.GetMetricHistory(
            new MetricHistoryQuery(run.RunId, key, new PageRequest(Limits.HistoryPageSizeMax)))).Items;
}
