namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// A clock that stands, so that two runs of one workload do the same. Whoever waits by it has waited already: only the
/// stopwatch moves, by as much as was waited for.
/// </summary>
internal sealed class StillClock : TimeProvider
{
    private long waited;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref waited);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("What comes again needs a real clock.");
        if (dueTime == Timeout.InfiniteTimeSpan) return new Rung();
        Interlocked.Add(ref waited, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Rung();
    }

    private sealed class Rung : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
