using Tauro.Contracts.Runs;

namespace Tauro.Stores.Runs;

/// <summary>
/// The total order of the points of one series: step, timestamp, value. Two points that compare equal are the same
/// point, so -0.0 and 0.0 differ (-0.0 first), while all NaNs are equal and come last.
/// </summary>
public sealed class PointOrder : IComparer<MetricValue>
{
    public static PointOrder Instance { get; } = new();

    public int Compare(MetricValue x, MetricValue y) =>
        Compare(x.Step, x.Timestamp, x.Value, y.Step, y.Timestamp, y.Value);

    public static int Compare(long xStep, long xTimestamp, double xValue, long yStep, long yTimestamp, double yValue)
    {
        if (xStep != yStep) return xStep < yStep ? -1 : 1;
        if (xTimestamp != yTimestamp) return xTimestamp < yTimestamp ? -1 : 1;
        return CompareValues(xValue, yValue);
    }

    public static int CompareValues(double x, double y)
    {
        if (x < y) return -1;
        if (x > y) return 1;
        if (double.IsNaN(x)) return double.IsNaN(y) ? 0 : 1;
        if (double.IsNaN(y)) return -1;
        return double.IsNegative(y).CompareTo(double.IsNegative(x));
    }
}
