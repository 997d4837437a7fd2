namespace Tauro.Events;

/// <summary>
/// Spreads publishes over time: the broker, and what it costs to speak to it, shall not take the cores that requests
/// need. Two bounds hold: a number a second, and a share of the time, which is felt where cores are scarce, for there
/// a publish takes longer. What is held back is in the log.
/// </summary>
internal sealed class PublishPace(int eventsPerSecondMax, TimeProvider time)
{
    /// <summary>For each moment of publishing the relay rests for this many.</summary>
    private const int Rest = 4;

    /// <summary>
    /// What took longer than a quarter of this waited for the broker, not for a core, and a rest helps nobody.
    /// </summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(5);

    /// <summary>How far publishes may run ahead, so that a few of them never wait.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    // Not the time of day: a clock that is set back by an hour would hold events back for an hour.
    private readonly long start = time.GetTimestamp();
    private TimeSpan due;

    /// <summary>Completes when the next may be published after these.</summary>
    /// <param name="events">How many were published.</param>
    /// <param name="took">How long that took.</param>
    public Task Next(int events, TimeSpan took, CancellationToken cancel)
    {
        var now = time.GetElapsedTime(start);
        if (due < now) due = now;
        var share = TimeSpan.FromSeconds((double)events / eventsPerSecondMax);
        var rest = took * Rest < RestMax ? took * Rest : RestMax;
        due += share > rest ? share : rest;
        var ahead = due - now;
        return ahead <= Burst ? Task.CompletedTask : Task.Delay(ahead, time, cancel);
    }
}
