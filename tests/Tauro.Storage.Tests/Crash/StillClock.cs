namespace Tauro.Storage.Tests.Crash;

/// <summary>A clock that stands, so that two runs of one workload do the same.</summary>
internal sealed class StillClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
