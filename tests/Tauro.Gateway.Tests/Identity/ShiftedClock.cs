namespace Tauro.Gateway.Tests.Identity;

/// <summary>The clock of the system, which a test puts forward. Timers are not affected.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long shift;

    public void PutForward(TimeSpan time) => Interlocked.Add(ref shift, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));
}
