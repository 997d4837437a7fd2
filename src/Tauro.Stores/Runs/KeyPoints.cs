using Tauro.Contracts.Runs;

namespace Tauro.Stores.Runs;

/// <summary>Points of one metric key, as columns.</summary>
public sealed record KeyPoints(
    string Key, ReadOnlyMemory<long> Steps, ReadOnlyMemory<long> Timestamps, ReadOnlyMemory<double> Values)
{
    public int Count => Steps.Length;

    public MetricValue this[int index] => new(Steps.Span[index], Timestamps.Span[index], Values.Span[index]);

    /// <summary>Concatenates the points of all parts.</summary>
    public static MetricValue[] Concat(IReadOnlyList<KeyPoints> parts)
    {
        var points = new MetricValue[parts.Sum(part => part.Count)];
        var at = 0;
        foreach (var part in parts)
        {
            var steps = part.Steps.Span;
            var timestamps = part.Timestamps.Span;
            var values = part.Values.Span;
            for (var i = 0; i < steps.Length; i++) points[at++] = new MetricValue(steps[i], timestamps[i], values[i]);
        }

        return points;
    }
}
