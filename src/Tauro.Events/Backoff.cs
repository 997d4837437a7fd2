namespace Tauro.Events;

/// <summary>Exponential backoff: pauses that double from a minimum to a maximum until they are reset.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max, TimeProvider time)
{
    private int failures;

    public bool Failing => failures > 0;

    public void Reset() => failures = 0;

    public Task Pause(CancellationToken cancel)
    {
        var factor = Math.Pow(2, Math.Min(failures++, 30));
        var pause = TimeSpan.FromMilliseconds(Math.Min(min.TotalMilliseconds * factor, max.TotalMilliseconds));
        return Task.Delay(pause, time, cancel);
    }
}
