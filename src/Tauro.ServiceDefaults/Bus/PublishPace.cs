namespace Tauro.ServiceDefaults.Bus;

/// <summary>
/// Spreads publishes over time: the broker, and what it costs to speak to it, shall not take the cores that requests
/// need. What is held back is in the log.
/// </summary>
internal sealed class PublishPace(int eventsPerSecondMax, TimeProvider time)
{
    /// <summary>How far publishes may run ahead, so that a few of them never wait.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    // Not the time of day: a clock that is set back by an hour would hold events back for an hour.
    private readonly long start = time.GetTimestamp();
    private TimeSpan due;

    /// <summary>Completes when the next may be published after these.</summary>
    public Task Next(int events, CancellationToken cancel)
    {
        var now = time.GetElapsedTime(start);
        if (due < now) due = now;
        due += TimeSpan.FromSeconds((double)events / eventsPerSecondMax);
        var ahead = due - now;
        return ahead <= Burst ? Task.CompletedTask : Task.Delay(ahead, time, cancel);
    }
}
