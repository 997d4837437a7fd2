namespace Tauro.ServiceDefaults.Bus;

/// <summary>
/// Spreads publishes over time: the broker, and what it costs to speak to it, shall not take the cores that requests
/// need. What is held back is in the log.
/// </summary>
internal sealed class PublishPace(int eventsPerSecondMax, TimeProvider time)
{
    /// <summary>How far publishes may run ahead, so that a few of them never wait.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private DateTimeOffset due = time.GetUtcNow();

    public Task Next(int events, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (due < now) due = now;
        due += TimeSpan.FromSeconds((double)events / eventsPerSecondMax);
        var ahead = due - now;
        return ahead <= Burst ? Task.CompletedTask : Task.Delay(ahead, time, cancel);
    }
}
