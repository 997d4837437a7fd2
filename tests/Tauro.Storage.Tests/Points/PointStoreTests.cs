using Tauro.Contracts.Runs;
using Tauro.Storage.Points;

namespace Tauro.Storage.Tests.Points;

public sealed class PointStoreTests
{
    [Fact]
    public void A_run_that_goes_while_its_points_are_written_leaves_none_counted_as_resident()
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        store.Append(PointBatch.Of("run", [new MetricPoint("m", 1, 1, 1)]));
        var cut = store.Cut();
        var written = cut.Series.Select(series => new FlushedSeries(series, series.TakeFlushing(cut.Epoch))).ToList();

        store.Forget("run");
        store.Flushed(written);

        Assert.Equal((0, 0), (store.Resident, store.Pending));
    }

    [Fact]
    public void What_was_taken_of_a_series_stays_as_it_was()
    {
        var store = new PointStore(residentPerSeriesMax: 100, residentMax: 1_000);
        store.Append(PointBatch.Of("run", [new MetricPoint("m", 1, 1, 1)]));
        var series = store.Find("run")!.Find("m")!;
        var taken = series.InMemory();

        for (var step = 2; step < 50; step++) store.Append(PointBatch.Of("run", [new MetricPoint("m", 2, 2, step)]));

        Assert.Equal([new MetricValue(1, 1, 1)], KeyPoints.Joined(taken));
        Assert.Equal(49, KeyPoints.Joined(series.InMemory()).Length);
    }
}
