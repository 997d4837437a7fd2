namespace Tauro.Load.Measuring;

/// <summary>A histogram as a server tells it.</summary>
/// <param name="UpTo">How many were no longer than so many seconds, by that bound, which rises.</param>
/// <param name="SumSeconds">All of them together.</param>
public sealed record Buckets(IReadOnlyList<(double Seconds, long Count)> UpTo, double SumSeconds)
{
    public static Buckets None { get; } = new([], 0);

    public long Count => UpTo.Count > 0 ? UpTo[^1].Count : 0;

    public double MeanSeconds => Count > 0 ? SumSeconds / Count : 0;

    public Buckets With(double seconds, long count) => this with { UpTo = [.. UpTo, (seconds, count)] };

    /// <summary>What came since an earlier look at the same histogram.</summary>
    public Buckets Since(Buckets before) => before.Count == 0 ? this : new(
        [.. UpTo.Select((one, i) => (one.Seconds, one.Count - before.UpTo[i].Count))], SumSeconds - before.SumSeconds);

    /// <summary>The bound below which a share of all lies: as exact as the buckets are narrow.</summary>
    public double Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        return UpTo.FirstOrDefault(one => one.Count >= rank).Seconds;
    }

    /// <summary>How many are in the bucket that ends at a bound.</summary>
    public long In(double seconds)
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
