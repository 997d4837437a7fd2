using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Metrics;

/// <summary>Points of one series in the order of arrival, by column. Protected by the lock of the series.</summary>
internal sealed class PointBuffer(int epoch)
{
    private const int FirstCapacity = 4;

    /// <summary>The epoch in which it was filled: each checkpoint starts one.</summary>
    public int Epoch => epoch;

    public int Count { get; private set; }

    public long[] Steps { get; private set; } = [];

    public long[] Timestamps { get; private set; } = [];

    public double[] Values { get; private set; } = [];

    public static PointBuffer From(LatestMetric point)
    {
        var buffer = new PointBuffer(0);
        buffer.Append([point.Step], [point.Timestamp], [point.Value]);
        return buffer;
    }

    public void Append(ReadOnlySpan<long> steps, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        Grow(Count + steps.Length);
        steps.CopyTo(Steps.AsSpan(Count));
        timestamps.CopyTo(Timestamps.AsSpan(Count));
        values.CopyTo(Values.AsSpan(Count));
        Count += steps.Length;
    }

    /// <summary>Returns the current points. Later appends do not change them.</summary>
    public KeyPoints ToKeyPoints(string key) =>
        new(key, Steps.AsMemory(0, Count), Timestamps.AsMemory(0, Count), Values.AsMemory(0, Count));

    private void Grow(int needed)
    {
        if (needed <= Steps.Length) return;
        var capacity = Math.Max(needed, Math.Max(FirstCapacity, Steps.Length + (Steps.Length >> 1)));
        var (steps, timestamps, values) = (Steps, Timestamps, Values);
        Array.Resize(ref steps, capacity);
        Array.Resize(ref timestamps, capacity);
        Array.Resize(ref values, capacity);
        (Steps, Timestamps, Values) = (steps, timestamps, values);
    }
}
