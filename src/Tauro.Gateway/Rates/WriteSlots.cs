namespace Tauro.Gateway.Rates;

/// <summary>The requests of a workspace that change something and are in progress.</summary>
/// <param name="max">How many there may be at the same time.</param>
internal sealed class WriteSlots(int max)
{
    private int taken;

    public int Max => max;

    public bool IsUsed => Volatile.Read(ref taken) > 0;

    /// <summary>Returns whether there was a free one, which is then taken until <see cref="Return"/>.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref taken) <= max) return true;
        Return();
        return false;
    }

    public void Return() => Interlocked.Decrement(ref taken);
}
