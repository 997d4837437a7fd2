using Tauro.Contracts.Quotas;

namespace Tauro.Gateway.Rates;

/// <summary>
/// A limit for one sender: a bucket into which tokens flow. It needs no timer, since it is filled when it is used, and
/// can be charged more than it has, as the cost of some requests is known only afterwards.
/// </summary>
internal sealed class TokenBucket(Quota quota, TimeProvider time)
{
    // What is written beyond that is forgiven, so that no client waits for longer.
    private const double DebtSeconds = 600;

    private readonly Lock gate = new();
    private double available = quota.Burst;
    private long filledAt = time.GetTimestamp();
    private long used;
    private long refused;

    public Quota Quota => quota;

    /// <summary>What is in it; less than 0 if more was charged.</summary>
    public double Available
    {
        get
        {
            lock (gate) return Fill();
        }
    }

    /// <summary>What was taken.</summary>
    public long Used => Volatile.Read(ref used);

    /// <summary>The requests that were refused.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Takes one token; returns how long to wait until there is one, or null if there was.</summary>
    public TimeSpan? TryTake()
    {
        lock (gate)
        {
            if (Fill() < 1 && quota.PerSecond > 0) return Refuse(1);
            available--;
            used++;
            return null;
        }
    }

    /// <summary>Returns how long to wait until nothing is owed; null if nothing is.</summary>
    public TimeSpan? CheckDebt()
    {
        lock (gate) return Fill() < 0 && quota.PerSecond > 0 ? Refuse(0) : null;
    }

    /// <summary>Takes tokens, also if there are fewer.</summary>
    public void Charge(int count)
    {
        lock (gate)
        {
            available = Math.Max(Fill() - count, -Math.Max(quota.Burst, quota.PerSecond * DebtSeconds));
            used += count;
        }
    }

    private TimeSpan Refuse(double needed)
    {
        refused++;
        return TimeSpan.FromSeconds((needed - available) / quota.PerSecond);
    }

    private double Fill()
    {
        if (quota.PerSecond == 0) return available = quota.Burst;
        var now = time.GetTimestamp();
        available = Math.Min(
            quota.Burst, available + time.GetElapsedTime(filledAt, now).TotalSeconds * quota.PerSecond);
        filledAt = now;
        return available;
    }
}
