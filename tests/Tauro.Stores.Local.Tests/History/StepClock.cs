namespace Tauro.Stores.Local.Tests.History;

/// <summary>A clock that is a millisecond later each time it is read.</summary>
internal sealed class StepClock(long start = 1_767_323_045_000) : TimeProvider
{
    private long now = start;

    /// <summary>The time that was read last, in Unix milliseconds.</summary>
    public long Last => Interlocked.Read(ref now);

    public override DateTimeOffset GetUtcNow() =>
        DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Increment(ref now));
}
