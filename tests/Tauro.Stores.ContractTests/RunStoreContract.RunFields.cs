using System.Globalization;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Runs_are_found_by_the_range_of_a_metric_at_any_time()
    {
        var run = await NewRun("run");
        Assert.Equal(["run"], await Search("min(metrics.loss) IS NULL"));
        await Log(run, new("loss", 5, 20, 2), new("loss", 3, 30, 3), new("loss.min", 8, 1));
        await Expect("min(metrics.loss) = 3", "max(metrics.loss) = 5", "first(metrics.loss) = 5");

        await Log(run, new("loss", 9, 10, 1), new("loss", double.NaN, 40, 4), new("loss", 4, 25, 2));
        await Expect("min(metrics.loss) = 3", "max(metrics.loss) = 9", "first(metrics.loss) = 9");
        await Expect("NOT last(metrics.loss) < 1e9", "metrics.loss.min = 8");

        await Store.Checkpoint();
        await Store.Reopen();
        await Expect("min(metrics.loss) = 3", "max(metrics.loss) = 9", "first(metrics.loss) = 9");
        await Log(run, new MetricPoint("loss", 1, 50, 5));
        await Expect("min(metrics.loss) = 1", "max(metrics.loss) = 9", "first(metrics.loss) = 9");

        async Task Expect(params string[] filters)
        {
            foreach (var filter in filters)
                Assert.True((await Search(filter)).SequenceEqual(["run"]), filter);
        }
    }

    [Fact]
    public async Task A_metric_that_is_always_NaN_has_a_range_that_matches_no_comparison()
    {
        await Log(await NewRun("run"), new("loss", double.NaN, 1, 1), new("loss", double.NaN, 2, 2));
        foreach (var function in new[] { "min", "max", "first", "last" })
        {
            foreach (var comparison in new[] { "< 1e308", "> -1e308", "= 0", "<= 0", "IN (0)", "BETWEEN -1 AND 1" })
                Assert.Empty(await Search($"{function}(metrics.loss) {comparison}"));
            Assert.Equal(["run"], await Search($"{function}(metrics.loss) IS NOT NULL"));
        }
    }

    [Fact]
    public async Task Runs_are_found_by_duration_once_they_end()
    {
        var run = Ok(await Runs.StartRun(new NewRun((await NewExperiment()).ExperimentId, "run", StartTime: 1_000)));
        Assert.Equal(["run"], await Search("duration IS NULL"));
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Completed, EndTime: 4_500)));

        Assert.Equal(["run"], await Search("duration = 3500"));
        Assert.Empty(await Search("duration > 3500"));
    }

    [Fact]
    public async Task Runs_are_found_by_their_parent_and_its_fields()
    {
        var root = await NewRun("root");
        Ok(await Runs.Log(root.RunId, new RunBatch(Params: Map("lr", "0.1"), Tags: Map("team", "risk"))));
        await Log(root, new("loss", 2, 1, 1), new("loss", 3, 2, 2));
        foreach (var name in new[] { "child", "sibling" })
            Ok(await Runs.StartRun(new NewRun(root.ExperimentId, name, ParentRunId: root.RunId)));

        Assert.Equal(["root"], await Search("parent_run_id IS NULL"));
        Assert.Equal(["child", "sibling"], await Search($"parent_run_id = '{root.RunId}'"));
        Assert.Equal(["child", "sibling"], await Search("parent.tags.team = 'risk'"));
        Assert.Equal(["child"], await Search("parent.tags.team LIKE 'r%' AND name = 'child'"));
        Assert.Equal(["child", "sibling"], await Search("parent.params.lr < 1"));
        Assert.Equal(["child", "sibling"], await Search("min(parent.metrics.loss) = 2 AND parent.metrics.loss = 3"));
        Assert.Equal(["child", "sibling"], await Search("parent.status = 'RUNNING' AND parent.name = 'root'"));
        Assert.Equal(["root"], await Search("parent.tags.team IS NULL"));
        Assert.Empty(await Search("parent.tags.team = 'ops'"));

        Ok(await Runs.UpdateRun(root.RunId, new RunChange(Tags: new Dictionary<string, string?> { ["team"] = "ops" })));
        Assert.Equal(["child", "sibling"], await Search("parent.tags.team = 'ops'"));
        Assert.Empty(await Search("parent.tags.team = 'risk'"));
    }

    [Fact]
    public async Task Runs_are_ordered_by_params_as_numbers_and_by_ranges()
    {
        var experiment = await NewExperiment();
        foreach (var (name, lr, loss) in new[] { ("a", "10", 3.0), ("b", "9", 1.0), ("c", "adam", 2.0) })
        {
            var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, name, Params: Map("lr", lr))));
            await Log(run, new("loss", loss, 1, 1), new("loss", 10 - loss, 2, 2));
        }

        Assert.Equal(["b", "a", "c"], await Sorted("number(params.lr)"));
        Assert.Equal(["a", "b", "c"], await Sorted("number(params.lr) DESC"));
        Assert.Equal(["b", "c", "a"], await Sorted("min(metrics.loss)"));

        async Task<string[]> Sorted(string key) => await Ordered(Ok(OrderByParser.Parse([key], FilterVocabulary.Runs)));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task A_search_finds_what_a_naive_evaluation_of_the_filter_finds(int seed)
    {
        var random = new Random(seed);
        var experiment = await NewExperiment();
        var model = new Dictionary<string, NaiveRun>();
        for (var i = 0; i < 40; i++)
        {
            var parent = model.Count > 0 && random.Next(2) == 0 ? Pick([.. model.Values]) : null;
            var naive = new NaiveRun(
                $"r{i}", parent, Pick("1", "2.0", "1e1", "adam", "NaN", null), Pick("x", "y", null));
            var run = Ok(await Runs.StartRun(new NewRun(
                experiment.ExperimentId, naive.Name, StartTime: 1_000, ParentRunId: parent?.Id,
                Params: naive.Rate is { } rate ? Map("lr", rate) : null,
                Tags: naive.Team is { } team ? Map("team", team) : null)));
            naive.Id = run.RunId;
            model.Add(naive.Name, naive);
        }

        for (var round = 0; round < 8; round++)
        {
            foreach (var naive in model.Values.Where(_ => random.Next(2) == 0))
            {
                var points = Enumerable.Range(0, random.Next(1, 4))
                    .Select(_ => new MetricPoint("m", Pick(1, 2, 3, 4, double.NaN), 5, random.Next(20))).ToArray();
                Ok(await Runs.Log(naive.Id, new RunBatch(points)));
                naive.Points.AddRange(
                    points.Select(point => new MetricValue(point.Step, point.Timestamp, point.Value)));
            }

            if (round % 3 == 1) await Store.Checkpoint();
            if (round % 3 == 2) await Store.Reopen();
            for (var i = 0; i < 40; i++)
            {
                var (filter, matches) = RandomFilter(random);
                Assert.True(
                    model.Values.Where(matches).Select(run => run.Name).Order()
                        .SequenceEqual(await Search(filter)),
                    $"{filter}: {string.Join(' ', await Search(filter))}");
            }
        }

        T Pick<T>(params T[] items) => items[random.Next(items.Length)];
    }

    private static (string Filter, Func<NaiveRun, bool> Matches) RandomFilter(Random random, int depth = 2)
    {
        if (depth > 0 && random.Next(3) > 0)
        {
            var (left, right) = (RandomFilter(random, depth - 1), RandomFilter(random, depth - 1));
            return random.Next(3) switch
            {
                0 => ($"({left.Filter} AND {right.Filter})", run => left.Matches(run) && right.Matches(run)),
                1 => ($"({left.Filter} OR {right.Filter})", run => left.Matches(run) || right.Matches(run)),
                _ => ($"NOT {left.Filter}", run => !left.Matches(run)),
            };
        }

        (string Name, Func<NaiveRun, double?> Read)[] numbers =
        [
            ("number(params.lr)", run => run.Number), ("params.lr", run => run.Number),
            ("metrics.m", run => run.Last), ("min(metrics.m)", run => run.Min), ("max(metrics.m)", run => run.Max),
            ("first(metrics.m)", run => run.First), ("parent.metrics.m", run => run.Parent?.Last),
            ("max(parent.metrics.m)", run => run.Parent?.Max), ("parent.params.lr", run => run.Parent?.Number),
            ("duration", _ => null),
        ];
        var field = numbers[random.Next(numbers.Length)];
        var literal = random.Next(5);
        if (random.Next(6) == 0)
        {
            return random.Next(3) switch
            {
                0 => ("parent.tags.team = 'x'", run => run.Parent?.Team == "x"),
                1 => ("parent_run_id IS NULL", run => run.Parent is null),
                _ => ("number(params.lr) IS NULL", run => run.Number is null),
            };
        }

        return random.Next(7) switch
        {
            0 => ($"{field.Name} = {literal}", run => field.Read(run) == literal),
            1 => ($"{field.Name} != {literal}", run => field.Read(run) is { } value && value != literal),
            2 => ($"{field.Name} < {literal}", run => field.Read(run) < literal),
            3 => ($"{field.Name} >= {literal}", run => field.Read(run) >= literal),
            4 => ($"{field.Name} IN ({literal}, 10)", run => field.Read(run) == literal || field.Read(run) == 10),
            5 => ($"{field.Name} BETWEEN 1 AND {literal}", run => field.Read(run) >= 1 && field.Read(run) <= literal),
            _ => ($"{field.Name} NOT BETWEEN 1 AND {literal}",
                run => field.Read(run) is { } value && !(value >= 1 && value <= literal)),
        };
    }

    private async Task<string[]> Search(string filter) =>
        await Find(Ok(FilterParser.Parse(filter, FilterVocabulary.Runs))!);

    private sealed record NaiveRun(string Name, NaiveRun? Parent, string? Rate, string? Team)
    {
        public RunId Id { get; set; }

        public List<MetricValue> Points { get; } = [];

        public double? Number =>
            double.TryParse(Rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

        public double? Min => Extreme(Enumerable.Min);

        public double? Max => Extreme(Enumerable.Max);

        public double? First => Points.Count == 0 ? null : Points.Order(PointOrder.Instance).First().Value;

        // In the order of the latest point, a NaN counts as 0, which is less than the other values here.
        public double? Last => Points.Count == 0
            ? null
            : Points.OrderBy(point => point.Step).ThenBy(point => double.IsNaN(point.Value) ? 0 : point.Value)
                .Last().Value;

        private double? Extreme(Func<IEnumerable<double>, double> select)
        {
            double[] numbers = [.. Points.Select(point => point.Value).Where(value => !double.IsNaN(value))];
            return numbers.Length > 0 ? select(numbers) : Points.Count > 0 ? double.NaN : null;
        }
    }
}
