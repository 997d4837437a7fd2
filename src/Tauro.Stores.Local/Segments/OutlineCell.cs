using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>The points that a chart needs of a range of steps, so that no extreme value is lost.</summary>
/// <param name="Index">The steps of the cell, divided by the width of a cell.</param>
/// <param name="First">The first point in order.</param>
/// <param name="Last">The last point in order.</param>
/// <param name="Min">The first point with the smallest value; null when all values are NaN.</param>
/// <param name="Max">The first point with the largest value; null when all values are NaN.</param>
/// <param name="FirstNaN">The first point whose value is NaN; null when there is none.</param>
internal readonly record struct OutlineCell(
    long Index,
    MetricValue First,
    MetricValue Last,
    MetricValue? Min,
    MetricValue? Max,
    MetricValue? FirstNaN)
{
    /// <summary>The largest number of points of a cell.</summary>
    public const int PointsMax = 5;

    public static OutlineCell From(MetricValue point, long index) => double.IsNaN(point.Value)
        ? new(index, point, point, null, null, point)
        : new(index, point, point, point, point, null);

    /// <summary>Creates a cell from its points, at least one, in order.</summary>
    public static OutlineCell From(
        ReadOnlySpan<long> steps, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, long index)
    {
        var (least, greatest, notNumber) = (-1, -1, -1);
        var (low, high) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value > low && value < high && least >= 0) continue;
            if (double.IsNaN(value))
            {
                if (notNumber < 0) notNumber = i;
                continue;
            }

            if (least < 0 || PointOrder.CompareValues(value, low) < 0) (least, low) = (i, value);
            if (greatest < 0 || PointOrder.CompareValues(value, high) > 0) (greatest, high) = (i, value);
        }

        var last = values.Length - 1;
        return new(
            index,
            new(steps[0], timestamps[0], values[0]),
            new(steps[last], timestamps[last], values[last]),
            least < 0 ? null : new(steps[least], timestamps[least], values[least]),
            greatest < 0 ? null : new(steps[greatest], timestamps[greatest], values[greatest]),
            notNumber < 0 ? null : new(steps[notNumber], timestamps[notNumber], values[notNumber]));
    }

    public OutlineCell With(in OutlineCell other) => new(
        Index,
        IsBefore(other.First, First) ? other.First : First,
        IsBefore(Last, other.Last) ? other.Last : Last,
        Choose(Min, other.Min, -1),
        Choose(Max, other.Max, 1),
        Choose(FirstNaN, other.FirstNaN, 0));

    /// <summary>Returns the distinct points in order.</summary>
    public IEnumerable<MetricValue> Points() => new[] { First, Min, Max, FirstNaN, Last }
        .OfType<MetricValue>().Order(PointOrder.Instance).Distinct();

    private static bool IsBefore(MetricValue a, MetricValue b) => PointOrder.Instance.Compare(a, b) < 0;

    private static MetricValue? Choose(MetricValue? a, MetricValue? b, int sign)
    {
        if (a is not { } value || b is not { } other) return a ?? b;
        var compared = sign == 0 ? 0 : sign * PointOrder.CompareValues(value.Value, other.Value);
        return compared != 0 ? compared > 0 ? value : other : IsBefore(other, value) ? other : value;
    }
}
