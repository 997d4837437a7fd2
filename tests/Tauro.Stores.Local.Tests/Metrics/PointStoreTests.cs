using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Metrics;

public sealed class PointStoreTests
{
    private static readonly RunId Run = new("run");

    [Fact]
    public void A_run_that_is_deleted_while_its_points_are_written_has_no_resident_points()
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        store.Append(PointBatch.From(Run, [new MetricPoint("m", 1, 1, 1)]));
        var cut = store.Cut();
        var written = cut.Series.Select(series => new FlushedSeries(series, series.TakeFlushing(cut.Epoch))).ToList();

        store.Remove("run");
        store.Flushed(written);

        Assert.Equal((0, 0), (store.Resident, store.Pending));
    }

    [Fact]
    public void A_snapshot_of_a_series_does_not_change()
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        store.Append(PointBatch.From(Run, [new MetricPoint("m", 1, 1, 1)]));
        var series = store.Find("run")!.Find("m")!;
        var taken = series.InMemory();

        for (var step = 2; step < 50; step++) store.Append(PointBatch.From(Run, [new MetricPoint("m", 2, 2, step)]));

        Assert.Equal([new MetricValue(1, 1, 1)], KeyPoints.Concat(taken));
        Assert.Equal(49, KeyPoints.Concat(series.InMemory()).Length);
    }

    [Fact]
    public void A_series_of_one_point_has_no_buffer_until_the_next_point()
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        store.Append(PointBatch.From(Run, [new MetricPoint("m", 1, 10, 5)]));
        Flush(store);
        var series = store.Find("run")!.Find("m")!;
        Assert.Equal((1, 0), (store.Resident, store.Pending));
        Assert.Equal([new MetricValue(5, 10, 1)], KeyPoints.Concat(series.InMemory()));

        store.Append(PointBatch.From(Run, [new MetricPoint("m", 2, 20, 3), new MetricPoint("m", 3, 30, 7)]));
        Assert.Equal(3, KeyPoints.Concat(series.InMemory()).Length);
        Flush(store);

        Assert.Equal((3, 0), (store.Resident, store.Pending));
        Assert.Equal(
            [new MetricValue(5, 10, 1), new MetricValue(3, 20, 2), new MetricValue(7, 30, 3)],
            KeyPoints.Concat(series.InMemory()));
        Assert.Equal(new LatestMetric(3, 7, 30), series.Latest);
    }

    [Fact]
    public void A_single_point_that_is_flushed_after_the_next_is_appended_stays_resident()
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        store.Append(PointBatch.From(Run, [new MetricPoint("m", 1, 10, 5)]));
        var cut = store.Cut();
        var written = cut.Series.Select(series => new FlushedSeries(series, series.TakeFlushing(cut.Epoch))).ToList();
        store.Append(PointBatch.From(Run, [new MetricPoint("m", 2, 20, 9)]));
        store.Flushed(written);
        Flush(store);

        Assert.Equal(
            [new MetricValue(5, 10, 1), new MetricValue(9, 20, 2)],
            KeyPoints.Concat(store.Find("run")!.Find("m")!.InMemory()));
        Assert.Equal(2, store.Resident);
        store.Remove("run");
        Assert.Equal(0, store.Resident);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Few_and_many_metrics_of_a_run_are_found_and_listed_as_logged(int count)
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        var keys = Enumerable.Range(0, count).Select(i => $"m{i * 7919 % 1_000:D3}").ToList();
        foreach (var key in keys) store.Append(PointBatch.From(Run, [new MetricPoint(key, 1, 1)]));
        var run = store.Find("run")!;

        Assert.Equal(count, run.Count);
        Assert.Equal(keys, run.Latest().Select(pair => pair.Key));
        Assert.All(keys, key => Assert.Equal(key, run.Find(key)!.Key));
        Assert.Null(run.Find("m"));
    }

    [Fact]
    public async Task The_metrics_of_a_run_are_listed_while_others_are_added()
    {
        const int Count = 5_000;
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        var batches = Enumerable.Range(0, Count)
            .Select(i => PointBatch.From(Run, [new MetricPoint($"m{i:D5}", 1, 1)])).ToList();
        store.Append(batches[0]);
        var run = store.Find("run")!;

        var adding = Task.Run(
            () => batches.ForEach(batch => store.Append(batch)), TestContext.Current.CancellationToken);
        while (!adding.IsCompleted)
        {
            var listed = run.Latest().Keys.ToList();
            Assert.Equal(batches.Take(listed.Count).Select(batch => batch.Keys[0].Key), listed);
        }

        await adding;
        Assert.Equal(Count, run.Latest().Count);
    }

    private static void Flush(PointStore store)
    {
        var cut = store.Cut();
        store.Flushed([.. cut.Series.Select(series => new FlushedSeries(series, series.TakeFlushing(cut.Epoch)))]);
    }
}
