using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The extremes of a series, for search. Points may be added in any order and more than once.
/// </summary>
/// <param name="Min">The least value; NaN when all values are.</param>
/// <param name="Max">The greatest value; NaN when all values are.</param>
/// <param name="First">The first point.</param>
internal readonly record struct MetricRange(double Min, double Max, MetricValue First)
{
    public static MetricRange From(MetricValue point) => new(point.Value, point.Value, point);

    /// <param name="points">At least one.</param>
    public static MetricRange From(KeyPoints points)
    {
        var steps = points.Steps.Span;
        var timestamps = points.Timestamps.Span;
        var values = points.Values.Span;
        var (min, max, first) = (values[0], values[0], 0);
        for (var i = 1; i < values.Length; i++)
        {
            min = double.MinNumber(min, values[i]);
            max = double.MaxNumber(max, values[i]);
            if (steps[i] <= steps[first] && PointOrder.Compare(
                steps[i], timestamps[i], values[i], steps[first], timestamps[first], values[first]) < 0) first = i;
        }

        return new MetricRange(min, max, points[first]);
    }

    public MetricRange With(MetricRange other) => new(
        double.MinNumber(Min, other.Min),
        double.MaxNumber(Max, other.Max),
        PointOrder.Instance.Compare(other.First, First) < 0 ? other.First : First);
}
