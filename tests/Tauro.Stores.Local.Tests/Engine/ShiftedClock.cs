namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>The real clock, ahead by as much as a test lets pass.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
