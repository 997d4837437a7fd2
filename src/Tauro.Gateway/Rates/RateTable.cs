using System.Collections.Concurrent;

namespace Tauro.Gateway.Rates;

/// <summary>
/// The senders of one kind by their key. If there are too many, those that are idle are forgotten; if none is, new ones
/// share one sender.
/// </summary>
internal sealed class RateTable(int sendersMax, RateSender shared, TimeProvider time)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, RateSender> senders = new(StringComparer.Ordinal);
    private int count;
    private long sweptAt;

    public IEnumerable<RateSender> All => senders.Select(pair => pair.Value).Append(shared);

    /// <summary>Returns a sender; null if it is not known.</summary>
    public RateSender? Find(string key) => senders.GetValueOrDefault(key);

    /// <summary>Adds a sender. Returns another if it was added at the same time, or has to share.</summary>
    public RateSender Add(string key, RateSender added)
    {
        if (Volatile.Read(ref count) >= sendersMax && !Sweep()) return shared;
        if (!senders.TryAdd(key, added)) return senders.GetValueOrDefault(key, shared);
        Interlocked.Increment(ref count);
        return added;
    }

    public void Remove(string key, RateSender sender)
    {
        if (senders.TryRemove(KeyValuePair.Create(key, sender))) Interlocked.Decrement(ref count);
    }

    /// <summary>Forgets senders that are idle; returns whether there is room.</summary>
    private bool Sweep()
    {
        // A flood of new senders does not look through all of them each time.
        var (last, now) = (Interlocked.Read(ref sweptAt), time.GetTimestamp());
        if ((last != 0 && time.GetElapsedTime(last, now) < SweepInterval)
            || Interlocked.CompareExchange(ref sweptAt, now, last) != last) return false;
        foreach (var pair in senders)
            if (pair.Value.IsIdle && senders.TryRemove(pair)) Interlocked.Decrement(ref count);
        return Volatile.Read(ref count) < sendersMax;
    }
}
