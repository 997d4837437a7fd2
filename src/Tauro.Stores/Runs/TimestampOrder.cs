using Tauro.Contracts.Runs;

namespace Tauro.Stores.Runs;

/// <summary>
/// The order of the points of one series by timestamp, step, value; equality is as in <see cref="PointOrder"/>.
/// </summary>
public sealed class TimestampOrder : IComparer<MetricValue>
{
    public static TimestampOrder Instance { get; } = new();

    public int Compare(MetricValue x, MetricValue y) =>
        PointOrder.Compare(x.Timestamp, x.Step, x.Value, y.Timestamp, y.Step, y.Value);
}
