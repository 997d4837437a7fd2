namespace Tauro.Load.Measuring;

/// <summary>A histogram as a server reports it.</summary>
/// <param name="UpTo">For each upper bound in seconds, ascending, the cumulative count.</param>
/// <param name="SumSeconds">The sum of all values.</param>
public sealed record Buckets(IReadOnlyList<(double Seconds, long Count)> UpTo, double SumSeconds)
{
    public static Buckets None { get; } = new([], 0);

    public long Count => UpTo.Count > 0 ? UpTo[^1].Count : 0;

    public double MeanSeconds => Count > 0 ? SumSeconds / Count : 0;

    public Buckets With(double seconds, long count) => this with { UpTo = [.. UpTo, (seconds, count)] };

    /// <summary>Returns the difference to an earlier state of the same histogram.</summary>
    public Buckets Since(Buckets before) => before.Count == 0 ? this : new(
        [.. UpTo.Select((pair, i) => (pair.Seconds, pair.Count - before.UpTo[i].Count))],
        SumSeconds - before.SumSeconds);

    /// <summary>Returns a quantile, which is the upper bound of its bucket.</summary>
    public double Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        return UpTo.FirstOrDefault(pair => pair.Count >= rank).Seconds;
    }

    /// <summary>Returns the count of the bucket with an upper bound.</summary>
    public long CountAt(double seconds)
    {
        long below = 0;
        foreach (var (bound, count) in UpTo)
        {
            if (bound >= seconds) return count - below;
            below = count;
        }

        return 0;
    }
}
