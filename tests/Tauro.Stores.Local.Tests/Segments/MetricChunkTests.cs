using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class MetricChunkTests
{
    [Fact]
    public void The_order_of_values_is_total()
    {
        double[] ordered =
        [
            double.NegativeInfinity, -1, -double.Epsilon, -0.0, 0.0, double.Epsilon, 1, double.PositiveInfinity,
            double.NaN,
        ];
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), PointOrder.CompareValues(ordered[i], ordered[j]));
            }
        }
    }

    [Theory]
    [InlineData(null, null, 0, 1, 1, 2, 5)]
    [InlineData(1L, 2L, 1, 1, 2)]
    [InlineData(3L, 4L)]
    [InlineData(5L, null, 5)]
    [InlineData(null, 0L, 0)]
    [InlineData(2L, 1L)]
    [InlineData(long.MinValue, long.MaxValue, 0, 1, 1, 2, 5)]
    public void A_step_range_includes_both_ends(long? min, long? max, params int[] expected)
    {
        var chunk = MetricChunk.FromUnsorted(
            Loss, [new(1, 2, 0), new(0, 1, 0), new(5, 1, 0), new(1, 1, 0), new(2, 1, 0), new(1, 1, 0)]);

        Assert.Equal(expected, chunk.Within(min, max).Points().Select(point => (int)point.Step));
    }

    [Fact]
    public void The_smallest_and_largest_integers_are_valid_steps()
    {
        var chunk = MetricChunk.FromUnsorted(Loss, [new(long.MinValue, 0, 1), new(0, 0, 2), new(long.MaxValue, 0, 3)]);

        Assert.Equal([3.0], chunk.Within(1, long.MaxValue).Points().Select(point => point.Value));
        Assert.Equal([1.0], chunk.Within(long.MinValue, -1).Points().Select(point => point.Value));
    }

    [Fact]
    public void Columns_of_different_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => new MetricChunk(Loss, new long[1], new long[2], new double[1]));
}
