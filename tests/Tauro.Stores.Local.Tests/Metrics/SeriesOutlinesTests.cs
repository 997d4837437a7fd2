using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Metrics;

public sealed class SeriesOutlinesTests
{
    private readonly TaskCompletionSource filling = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Charting_many_series_at_once_keeps_no_more_outlines_than_the_limit()
    {
        var outlines = new SeriesOutlines(FillLater);
        var all = Enumerable.Range(0, SeriesOutlines.OutlinesMax + 20).Select(i => Series($"m{i}")).ToList();

        var asked = all.Select(outlines.Get).ToList();
        filling.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(SeriesOutlines.OutlinesMax, all.Count(series => series.Outline is not null));
    }

    [Fact]
    public async Task A_caller_whose_outline_failed_does_not_evict_the_next_one()
    {
        var fails = true;
        var outlines = new SeriesOutlines(
            (metricSeries, outline) => fails ? filling.Task : Fill(metricSeries, outline));
        var series = Series("m");
        var (first, second) = (outlines.Get(series), outlines.Get(series));
        filling.SetException(new IOException("unavailable"));
        await Assert.ThrowsAsync<IOException>(() => first);

        fails = false;
        var outline = await outlines.Get(series);
        await Assert.ThrowsAsync<IOException>(() => second);

        Assert.Same(outline, series.Outline);
        Assert.Same(outline, await outlines.Get(series));
    }

    [Fact]
    public async Task The_outline_of_a_short_series_is_not_kept()
    {
        var outlines = new SeriesOutlines((_, _) => Task.CompletedTask);
        var series = Series("m");

        await outlines.Get(series);

        Assert.Null(series.Outline);
    }

    [Fact]
    public async Task Points_that_are_appended_later_are_in_the_outline()
    {
        var outlines = new SeriesOutlines(Fill);
        var series = Series("m");
        await outlines.Get(series);

        lock (series) series.Append(new KeyPoints("m", new long[] { -1 }, new long[] { 5 }, new double[] { 9 }), 1);

        Assert.Contains(new(-1, 5, 9), (await outlines.Get(series)).Draw(100).Points);
    }

    private static MetricSeries Series(string key) => new("run", key, number: 0, isNew: false);

    private async Task FillLater(MetricSeries series, SeriesOutline outline)
    {
        await filling.Task;
        await Fill(series, outline);
    }

    private static Task Fill(MetricSeries series, SeriesOutline outline)
    {
        var steps = new long[SeriesOutline.LongPointsMin];
        outline.Add(steps, steps, new double[steps.Length]);
        return Task.CompletedTask;
    }
}
