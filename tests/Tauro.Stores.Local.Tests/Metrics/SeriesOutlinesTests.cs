using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Metrics;

public sealed class SeriesOutlinesTests
{
    private readonly TaskCompletionSource filling = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Series_that_are_charted_all_at_once_leave_no_more_followers_than_outlines_are_kept()
    {
        var outlines = new SeriesOutlines(FillLater);
        var all = Enumerable.Range(0, SeriesOutlines.OutlinesMax + 20).Select(i => Series($"m{i}")).ToList();

        var asked = all.Select(outlines.Of).ToList();
        filling.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(SeriesOutlines.OutlinesMax, all.Count(series => series.Follower is not null));
    }

    [Fact]
    public async Task Whoever_meets_a_failed_filling_leaves_the_next_one_alone()
    {
        var fails = true;
        var outlines = new SeriesOutlines((one, outline) => fails ? filling.Task : Fill(one, outline));
        var series = Series("m");
        var (first, second) = (outlines.Of(series), outlines.Of(series));
        filling.SetException(new IOException("away"));
        await Assert.ThrowsAsync<IOException>(() => first);

        fails = false;
        var outline = await outlines.Of(series);
        await Assert.ThrowsAsync<IOException>(() => second);

        Assert.Same(outline, series.Follower);
        Assert.Same(outline, await outlines.Of(series));
    }

    [Fact]
    public async Task A_short_series_is_not_followed()
    {
        var outlines = new SeriesOutlines((_, _) => Task.CompletedTask);
        var series = Series("m");

        await outlines.Of(series);

        Assert.Null(series.Follower);
    }

    [Fact]
    public async Task What_is_appended_later_is_in_the_outline()
    {
        var outlines = new SeriesOutlines(Fill);
        var series = Series("m");
        await outlines.Of(series);

        lock (series) series.Append(new KeyPoints("m", new long[] { -1 }, new long[] { 5 }, new double[] { 9 }), 1);

        Assert.Contains(new(-1, 5, 9), (await outlines.Of(series)).Draw(100).Points);
    }

    private static MetricSeries Series(string key) => new("run", key, isNew: false);

    private async Task FillLater(MetricSeries series, SeriesOutline outline)
    {
        await filling.Task;
        await Fill(series, outline);
    }

    private static Task Fill(MetricSeries series, SeriesOutline outline)
    {
        var steps = new long[SeriesOutline.LongFrom];
        outline.Add(steps, steps, new double[steps.Length]);
        return Task.CompletedTask;
    }
}
