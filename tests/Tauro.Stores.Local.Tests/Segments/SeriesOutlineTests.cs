using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class SeriesOutlineTests
{
    [Theory]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MinValue, -1)]
    [InlineData(-3_001, 77_777)]
    [InlineData(5, 5)]
    [InlineData(5, 4)]
    public void Cells_within_a_range_and_the_points_outside_these_cells_cover_the_range(long min, long max)
    {
        var random = new Random(7);
        var points = Enumerable.Range(0, 20_000)
            .Select(i => new MetricValue(random.NextInt64(-100_000, 100_000), i, random.NextDouble()))
            .Concat([new(long.MinValue + 3, 1, 5), new(3, 1, double.NaN), new(4, 1, double.MinValue)]).ToList();
        var outline = new SeriesOutline();
        foreach (var point in points.Where(point => point.Step > long.MinValue + 3 || min == long.MinValue))
            outline.Add(point);
        var expected = new SeriesOutline();
        foreach (var point in points.Where(point => point.Step >= min && point.Step <= max)) expected.Add(point);

        var joined = new SeriesOutline();
        var (first, last) = (long.MaxValue, long.MaxValue);
        if (outline.Within(min, max) is var (within, from, to))
        {
            (first, last) = (from, to);
            joined.Add(within);
            Assert.InRange(from, min, to);
            Assert.InRange(to, from, max);
        }

        foreach (var point in points.Where(point => point.Step >= min && point.Step <= max
            && (point.Step < first || point.Step > last)))
            joined.Add(point);

        Assert.Equal(Extremes(expected), Extremes(joined));
    }

    [Fact]
    public void A_point_that_widens_the_cells_does_not_change_an_earlier_snapshot()
    {
        var outline = new SeriesOutline();
        for (var step = 0; step < 1_000; step++) outline.Add(new MetricValue(step, 0, step));
        var (snapshot, first, last) = outline.Within(10, 99)!.Value;

        outline.Add(new MetricValue(1L << 60, 0, 1));

        Assert.Equal((10, 99, 90), (first, last, snapshot.CellCount));
    }

    [Fact]
    public async Task Outliers_on_both_sides_of_zero_are_drawn_together_with_dense_points()
    {
        var outline = new SeriesOutline();
        for (var step = 1 << 20; step < (1 << 20) + 512; step++) outline.Add(new MetricValue(step, 0, step));
        foreach (var far in new long[] { -5, 3, 1L << 40, 1L << 41, 1L << 42, 1L << 43, 1L << 44, 1L << 45, 1L << 46 })
            outline.Add(new MetricValue(far, 0, far));

        var drawing = Task.Run(() => outline.Draw(50).Points, TestContext.Current.CancellationToken);
        var steps = (await drawing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))
            .Select(point => point.Step).ToList();

        Assert.Equal([-5, 1L << 46], [steps[0], steps[^1]]);
        Assert.Contains(3, steps);
        Assert.Contains(1 << 20, steps);
    }

    private static List<double> Extremes(SeriesOutline outline)
    {
        var points = outline.Draw(10).Points;
        return points.Count == 0 ? [] : [points[0].Step, points[^1].Step, points.Min(One), points.Max(One)];

        static double One(MetricValue point) => point.Value;
    }
}
