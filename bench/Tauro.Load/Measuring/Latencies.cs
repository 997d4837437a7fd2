using System.Numerics;

namespace Tauro.Load.Measuring;

/// <summary>
/// A histogram of durations like HdrHistogram: 128 buckets for each power of two of microseconds, so that a quantile
/// is at most 0.8 % wrong, in a fixed 40 kB. Thread-safe for recording.
/// </summary>
public sealed class Latencies
{
    private const int Bits = 7;
    private const int PerPower = 1 << Bits;
    private const int Powers = 40;

    private readonly long[] counts = new long[PerPower * Powers];
    private long count;
    private long max;

    public long Count => Volatile.Read(ref count);

    public TimeSpan Max => TimeSpan.FromMicroseconds(Volatile.Read(ref max));

    public void Record(TimeSpan duration)
    {
        var micros = Math.Max(0, (long)duration.TotalMicroseconds);
        Interlocked.Increment(ref counts[Math.Min(IndexOf(micros), counts.Length - 1)]);
        Interlocked.Increment(ref count);
        var seen = Volatile.Read(ref max);
        while (micros > seen)
        {
            var before = Interlocked.CompareExchange(ref max, micros, seen);
            if (before == seen) break;
            seen = before;
        }
    }

    /// <summary>Returns a quantile of the recorded durations; zero if there are none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += Volatile.Read(ref counts[i]);
            if (below >= rank) return TimeSpan.FromMicroseconds(Math.Min(TopOf(i), Volatile.Read(ref max)));
        }

        return Max;
    }

    public void Add(Latencies other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        count += other.count;
        max = Math.Max(max, other.max);
    }

    // Up to PerPower each microsecond has its own bucket; above, each power of two has PerPower buckets.
    private static int IndexOf(long micros)
    {
        if (micros < PerPower) return (int)micros;
        var power = BitOperations.Log2((ulong)micros) - Bits;
        return (int)((power * PerPower) + (micros >> power));
    }

    private static long TopOf(int index)
    {
        if (index < 2 * PerPower) return index;
        var power = (index / PerPower) - 1;
        return ((long)(index - (power * PerPower) + 1) << power) - 1;
    }
}
