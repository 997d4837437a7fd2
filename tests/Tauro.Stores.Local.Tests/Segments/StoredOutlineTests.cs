using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class StoredOutlineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_outline_is_read_as_it_was_stored(int seed)
    {
        var outline = new SeriesOutline();
        foreach (var point in OddPoints(new Random(seed), 20_000)) outline.Add(point);

        var stored = StoredOutline.Decode(StoredOutline.Encode(outline));

        AssertSameCells(outline, stored);
        Assert.Equal(outline.Added, stored.Added);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Points_added_by_column_and_one_by_one_have_the_same_outline(int seed)
    {
        var points = OddPoints(new Random(seed), 20_000);
        var sorted = MetricChunk.FromUnsorted(Loss, points);
        var (single, asTheyCame, inOrder) = (new SeriesOutline(), new SeriesOutline(), new SeriesOutline());

        foreach (var point in points) single.Add(point);
        asTheyCame.Add(
            points.Select(point => point.Step).ToArray(),
            points.Select(point => point.Timestamp).ToArray(),
            points.Select(point => point.Value).ToArray());
        inOrder.Add(sorted);

        AssertSameCells(single, asTheyCame);
        AssertSameCells(single, inOrder);
    }

    [Fact]
    public void Outlines_with_different_cell_widths_merge_to_that_of_all_points()
    {
        var (early, late) = (Ramp(Loss, 300_000), Ramp(Loss, 9_000, 250_000));
        var (all, wide, narrow) = (new SeriesOutline(), new SeriesOutline(), new SeriesOutline());
        all.Add(early);
        all.Add(late);
        wide.Add(early);
        narrow.Add(late);
        Assert.NotEqual(wide.Cells().Shift, narrow.Cells().Shift);

        narrow.Add(wide);

        AssertSameCells(all, narrow);
        Assert.Equal(309_000, narrow.Added);
    }

    [Fact]
    public void An_outline_that_is_truncated_or_has_extra_bytes_is_refused()
    {
        var outline = new SeriesOutline();
        outline.Add(Ramp(Loss, 50));
        var bytes = StoredOutline.Encode(outline);

        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.ThrowsAny<Exception>(() => StoredOutline.Decode(cut));
        }

        Assert.Throws<InvalidDataException>(() => StoredOutline.Decode([.. bytes, 0]));
    }

    private static List<MetricValue> OddPoints(Random random, int count)
    {
        double[] values =
        [
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.MaxValue, 1.0 / 3,
        ];
        long[] steps = [long.MinValue, long.MaxValue, -1, 0];
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new MetricValue(
                random.Next(50) == 0 ? steps[random.Next(steps.Length)] : random.Next(-100_000, 1_000_000),
                random.Next(20) == 0 ? long.MinValue + random.Next(3) : random.NextInt64(),
                random.Next(3) == 0 ? values[random.Next(values.Length)] : random.NextDouble())),
        ];
    }

    private static void AssertSameCells(SeriesOutline expected, SeriesOutline actual)
    {
        Assert.Equal(expected.Cells().Shift, actual.Cells().Shift);
        var (all, others) = (expected.Cells().Cells, actual.Cells().Cells);
        Assert.Equal(all.Select(cell => cell.Index), others.Select(cell => cell.Index));
        AssertSame(all.SelectMany(Points), others.SelectMany(Points));
    }

    /// <summary>Returns the points by position, with a marker for none, so that a swap is detected.</summary>
    private static IEnumerable<MetricValue> Points(OutlineCell cell) =>
        new[] { cell.First, cell.Last, cell.Min, cell.Max, cell.FirstNaN }
            .Select(point => point ?? new MetricValue(42, 42, 42));
}
