namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// A clock with a fixed time, so that two runs of a workload do the same. Waiting returns at once, and only advances
/// the timestamp by the time waited.
/// </summary>
internal sealed class FrozenClock : TimeProvider
{
    private long waited;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref waited);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Periodic timers need a real clock.");
        if (dueTime == Timeout.InfiniteTimeSpan) return new ElapsedTimer();
        Interlocked.Add(ref waited, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new ElapsedTimer();
    }

    private sealed class ElapsedTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
