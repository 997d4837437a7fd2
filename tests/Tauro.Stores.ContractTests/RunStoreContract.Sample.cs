using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    private const int LongSeries = 120_000;

    [Fact]
    public async Task The_sample_of_a_short_history_contains_all_points()
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(-10, 50).Select(i => new MetricPoint("m", i * 0.5, 1_000 + i, i))]);

        var sample = await Sample(run, 100);

        Assert.True(sample.IsExact);
        Assert.Equal(await History(run, "m"), sample.Points);
    }

    [Fact]
    public async Task The_sample_of_a_repeatedly_logged_short_history_contains_all_points()
    {
        var run = await NewRun();
        for (var time = 0; time < 8; time++)
        {
            await Log(run, [.. Enumerable.Range(0, 90).Select(i => new MetricPoint("m", i % 7, i, i))]);
            await Store.Checkpoint();
        }

        var sample = await Sample(run, 90);

        Assert.True(sample.IsExact);
        Assert.Equal(await History(run, "m"), sample.Points);
    }

    [Fact]
    public async Task A_sample_has_at_most_the_requested_number_of_points_and_keeps_spikes()
    {
        var run = await NewRun();
        await LogLong(run);

        var sample = await Sample(run, 500);

        Assert.False(sample.IsExact);
        Assert.InRange(sample.Points.Count, 100, 500);
        AssertSpikes(sample);
        Assert.Equal((0, LongSeries - 1), (sample.Points[0].Step, sample.Points[^1].Step));
        Assert.Equal(sample.Points.OrderBy(point => point.Step).ThenBy(point => point.Timestamp), sample.Points);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(500)]
    [InlineData(2_999)]
    public async Task A_sample_has_as_many_points_as_requested_if_there_are_as_many(int count)
    {
        var run = await NewRun();
        await Log(run, [.. Enumerable.Range(0, 3_000).Select(i => new MetricPoint("m", i, i, i))]);

        var sample = await Sample(run, count);

        Assert.Equal(count, sample.Points.Distinct().Count());
        Assert.Equal(count, sample.Points.Count);
        Assert.Equal(2_999, sample.Points[^1].Step);
        Assert.Equal(sample.Points.OrderBy(point => point.Step), sample.Points);
        await Store.Checkpoint();
        Assert.Equal(sample.Points, (await Sample(run, count)).Points);
    }

    [Fact]
    public async Task A_sample_is_the_same_from_memory_from_segments_and_after_a_restart()
    {
        var run = await NewRun();
        await LogLong(run);
        var before = await Sample(run, 500);
        await Store.Checkpoint();
        Assert.Equal(before.Points, (await Sample(run, 500)).Points);
        await Store.Reopen();

        Assert.Equal(before.Points, (await Sample(run, 500)).Points);
    }

    [Fact]
    public async Task A_sample_contains_points_logged_after_an_earlier_sample()
    {
        var run = await NewRun();
        await LogLong(run);
        await Store.Checkpoint();
        await Sample(run, 500);

        await Log(run, new MetricPoint("m", -5_000, 1, 60_001), new MetricPoint("m", 1, 2, LongSeries + 7));
        var sample = await Sample(run, 500);

        AssertSpikes(sample);
        Assert.Contains(new MetricValue(60_001, 1, -5_000), sample.Points);
        Assert.Equal(LongSeries + 7, sample.Points[^1].Step);
    }

    [Theory]
    [InlineData(50_000, 50_009)]
    [InlineData(1_001, 90_017)]
    [InlineData(60_000, 60_000)]
    public async Task A_sample_of_a_step_range_contains_its_ends_and_no_other_steps(int first, int last)
    {
        var run = await NewRun();
        await LogLong(run);
        await Store.Checkpoint();

        var sample = Ok(await Runs.SampleMetric(new MetricSampleQuery(run.RunId, "m", 400, first, last)));

        Assert.Equal((first, last), (sample.Points[0].Step, sample.Points[^1].Step));
        Assert.InRange(sample.Points.Count, 1, 400);
        Assert.Equal(last - first < 400, sample.IsExact);
        Assert.Equal(first <= 60_000 && last >= 60_000, sample.Points.Any(point => point.Value == 1_000_000));
    }

    [Fact]
    public async Task The_sample_of_an_unknown_metric_is_empty()
    {
        var run = await NewRun();

        Assert.Empty((await Sample(run, 100)).Points);
        Refused(
            await Runs.SampleMetric(new MetricSampleQuery(new("none"), "m", 100)),
            ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Invalid(await Runs.SampleMetric(new MetricSampleQuery(run.RunId, "m", 0)));
    }

    private async Task<MetricSample> Sample(Run run, int points) =>
        Ok(await Runs.SampleMetric(new MetricSampleQuery(run.RunId, "m", points)));

    /// <summary>Logs a slow wave with single points that are a spike up, a spike down and a NaN.</summary>
    private async Task LogLong(Run run)
    {
        foreach (var steps in Enumerable.Range(0, LongSeries).Chunk(10_000))
            await Log(run, [.. steps.Select(step => new MetricPoint("m", ValueAt(step), 1_000_000 + step, step))]);
    }

    private static double ValueAt(int step) => step switch
    {
        60_000 => 1_000_000,
        30_001 => -1_000_000,
        90_002 => double.NaN,
        _ => Math.Sin(step / 5_000d),
    };

    private static void AssertSpikes(MetricSample sample)
    {
        Assert.Contains(sample.Points, point => point.Step == 60_000);
        Assert.Contains(sample.Points, point => point.Step == 30_001);
        Assert.Contains(sample.Points, point => point.Step == 90_002);
    }
}
