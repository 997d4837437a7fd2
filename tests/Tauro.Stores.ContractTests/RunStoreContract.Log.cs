using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task A_batch_commits_metrics_params_and_tags_together()
    {
        var run = await NewRun();
        Ok(await Runs.Log(run.RunId, new RunBatch(
            [new MetricPoint("loss", 0.5, 10, 1), new MetricPoint("auc", 0.9, 11)],
            new Dictionary<string, string> { ["lr"] = "0.01" }, new Dictionary<string, string> { ["team"] = "risk" })));

        var logged = await Reread(run);
        Assert.Equal(new LatestMetric(0.5, 1, 10), logged.Metrics["loss"]);
        Assert.Equal(new LatestMetric(0.9, 0, 11), logged.Metrics["auc"]);
        Assert.Equal(("0.01", "risk"), (logged.Params["lr"], logged.Tags["team"]));
        Assert.Equal([new MetricValue(1, 10, 0.5)], await History(run, "loss"));
    }

    [Fact]
    public async Task A_batch_with_a_refused_param_changes_nothing()
    {
        var run = await NewRun();
        await LogParam(run, "lr", "0.01");
        var before = await Reread(run);

        var refused = await Runs.Log(run.RunId, new RunBatch(
            [new MetricPoint("loss", 0.5, 10)],
            new Dictionary<string, string> { ["new"] = "1", ["lr"] = "0.02" },
            new Dictionary<string, string> { ["team"] = "risk" }));

        var problem = Refused(refused, ProblemKind.Conflict, ProblemCodes.ParamImmutable);
        Assert.Contains("lr", problem.Message);
        Assert.Contains("0.01", problem.Message);
        Assert.Contains("0.02", problem.Message);
        AssertSame(before, await Reread(run));
        Assert.Empty(await History(run, "loss"));
    }

    [Fact]
    public async Task Logging_a_param_again_with_the_same_value_is_accepted()
    {
        var run = await NewRun();
        await LogParam(run, "lr", "0.01");
        await LogParam(run, "lr", "0.01");
        Assert.Equal("0.01", (await Reread(run)).Params["lr"]);
    }

    [Fact]
    public async Task A_deleted_run_refuses_a_batch_and_an_ended_one_accepts_it()
    {
        var run = await NewRun();
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Completed)));
        await Log(run, new MetricPoint("late", 1, 1));
        Assert.Single((await Reread(run)).Metrics);

        Ok(await Runs.DeleteRun(run.RunId));
        Refused(await Runs.Log(run.RunId, new RunBatch([new MetricPoint("later", 1, 1)])),
            ProblemKind.Conflict, ProblemCodes.RunDeleted);
        Refused(await Runs.UpdateRun(run.RunId, new RunChange("x")), ProblemKind.Conflict, ProblemCodes.RunDeleted);
    }

    [Fact]
    public async Task A_batch_at_the_limit_is_accepted_and_a_larger_one_is_refused_with_the_limit()
    {
        var run = await NewRun();
        var steps = Enumerable.Range(0, Limits.BatchMetricsMax);
        MetricPoint[] full = [.. steps.Select(i => new MetricPoint("m", i, i, i))];
        await Log(run, full);

        var problem = Refused(
            await Runs.Log(run.RunId, new RunBatch([.. full, new MetricPoint("m", 0, 0, -1)])),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Assert.Contains($"{Limits.BatchMetricsMax}", problem.Message.Replace(",", "").Replace("_", ""));

        Refused(await Runs.Log(run.RunId, new RunBatch(Params: Many(Limits.BatchParamsMax + 1))),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Refused(await Runs.Log(run.RunId, new RunBatch(Tags: Many(Limits.TagsMax + 1))),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Assert.Equal(Limits.BatchMetricsMax, (await History(run, "m")).Count);
    }

    [Fact]
    public async Task Keys_and_values_have_maximum_lengths()
    {
        var run = await NewRun();
        var longKey = new string('k', Limits.KeyLengthMax + 1);
        Over(new RunBatch([new MetricPoint(longKey, 1, 1)]));
        Over(new RunBatch(Params: Map(longKey, "v")));
        Over(new RunBatch(Tags: Map(longKey, "v")));
        Over(new RunBatch(Params: Map("k", new string('v', Limits.ParamValueLengthMax + 1))));
        Over(new RunBatch(Tags: Map("k", new string('v', Limits.TagValueLengthMax + 1))));

        Ok(await Runs.Log(run.RunId, new RunBatch(
            [new MetricPoint(longKey[1..], 1, 1)],
            Map(longKey[1..], new string('v', Limits.ParamValueLengthMax)),
            Map(longKey[1..], new string('v', Limits.TagValueLengthMax)))));

        void Over(RunBatch batch) => Refused(
            Runs.Log(run.RunId, batch).AsTask().Result, ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Theory, InlineData(""), InlineData("a\nb"), InlineData("a\0b"), InlineData("a\\b"), InlineData("<script>")]
    public async Task A_metric_key_with_other_characters_is_refused(string key)
    {
        var run = await NewRun();
        Invalid(await Runs.Log(run.RunId, new RunBatch([new MetricPoint(key, 1, 1)])));
        Assert.Empty((await Reread(run)).Metrics);
    }

    [Fact]
    public async Task A_metric_key_may_contain_letters_digits_and_some_punctuation()
    {
        var run = await NewRun();
        await Log(run, new MetricPoint("val/Loss_1.b-c d:e", 1, 1));
        Assert.Equal(["val/Loss_1.b-c d:e"], (await Reread(run)).Metrics.Keys);
    }

    [Fact]
    public async Task Special_values_are_returned_bit_for_bit()
    {
        double[] odd =
        [
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon,
            double.MaxValue, double.MinValue, 0.1 + 0.2,
        ];
        var run = await NewRun();
        await Log(run, [.. odd.Select((value, i) => new MetricPoint("odd", value, 1, i))]);
        await Log(run, [.. odd.Select((value, i) => new MetricPoint($"odd {i}", value, 1))]);
        await Check();
        await Store.Checkpoint();
        await Check();
        await Store.Reopen();
        await Check();

        async Task Check()
        {
            var history = await History(run, "odd");
            var latest = (await Reread(run)).Metrics;
            Assert.Equal(odd.Select(Bits), history.Select(point => Bits(point.Value)));
            Assert.Equal(odd.Select(Bits), odd.Select((_, i) => Bits(latest[$"odd {i}"].Value)));
        }

        static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
    }

    [Fact]
    public async Task The_latest_point_has_the_greatest_step_then_timestamp_then_value()
    {
        var run = await NewRun();
        await Log(run, new("m", 9, 900, 1), new("m", 1, 100, 3), new("m", 5, 999, -7));
        Assert.Equal(new LatestMetric(1, 3, 100), await Latest("m"));
        await Log(run, new MetricPoint("m", 0.5, 101, 3));
        Assert.Equal(new LatestMetric(0.5, 3, 101), await Latest("m"));
        await Log(run, new MetricPoint("m", 0.7, 101, 3), new MetricPoint("m", 0.6, 101, 3));
        Assert.Equal(new LatestMetric(0.7, 3, 101), await Latest("m"));
        await Log(run, new MetricPoint("m", 77, 5_000, 2));
        Assert.Equal(new LatestMetric(0.7, 3, 101), await Latest("m"));

        async Task<LatestMetric> Latest(string key) => (await Reread(run)).Metrics[key];
    }

    [Fact]
    public async Task Among_values_of_one_step_and_time_NaN_counts_as_zero()
    {
        var run = await NewRun();
        await Log(run, new MetricPoint("low", double.NaN, 1), new MetricPoint("low", -1, 1));
        await Log(run, new MetricPoint("high", double.NaN, 1), new MetricPoint("high", 1, 1));

        var latest = (await Reread(run)).Metrics;
        Assert.True(double.IsNaN(latest["low"].Value));
        Assert.Equal(1, latest["high"].Value);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Metrics_params_and_tags_are_listed_in_the_order_in_which_they_were_first_logged(int count)
    {
        var run = await NewRun();
        string[] keys = [.. Enumerable.Range(0, count).Select(i => $"k{(i * 7919) % 1_000}")];
        foreach (var half in keys.Chunk((count / 2) + 1))
        {
            var pairs = half.ToDictionary(key => key, _ => "v");
            Ok(await Runs.Log(run.RunId, new RunBatch(
                [.. half.Select(key => new MetricPoint(key, 1, 1))], Params: pairs, Tags: pairs)));
        }

        await Log(run, new MetricPoint(keys[^1], 2, 2), new MetricPoint(keys[0], 2, 2));
        Ok(await Runs.Log(run.RunId, new RunBatch(Tags: Map(keys[1], "changed"))));
        await ListedAs(keys);
        await Store.Reopen();
        await ListedAs(keys);
        await Log(run, new MetricPoint("a", 1, 1));
        await Store.Checkpoint();
        await Store.Reopen();
        Assert.Equal([.. keys, "a"], (await Reread(run)).Metrics.Select(metric => metric.Key));

        async Task ListedAs(string[] expected)
        {
            var read = await Reread(run);
            Assert.Equal(expected, read.Metrics.Select(metric => metric.Key));
            Assert.Equal(expected, read.Params.Select(param => param.Key));
            Assert.Equal(["mlflow.runName", .. expected], read.Tags.Select(tag => tag.Key));
        }
    }

    private async Task LogParam(Run run, string key, string value) =>
        Ok(await Runs.Log(run.RunId, new RunBatch(Params: Map(key, value))));

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private static Dictionary<string, string> Many(int count) =>
        Enumerable.Range(0, count).ToDictionary(i => $"k{i}", i => "v");
}
