namespace Tauro.Events;

/// <summary>
/// Limits the rate of publishes, so that the broker and the communication with it do not take the cores that requests
/// need. There are two limits: events per second, and a share of the time, which matters where cores are scarce and a
/// publish takes longer. Delayed events stay in the log. While many wait, only the second limit applies, and it allows
/// more.
/// </summary>
internal sealed class PublishPace(int eventsPerSecondMax, TimeProvider time)
{
    /// <summary>The relay rests for this multiple of the time it spent publishing.</summary>
    private const int Rest = 4;

    /// <summary>The same while a full batch waits.</summary>
    private const int BacklogRest = 1;

    /// <summary>
    /// The longest rest. A publish that took longer than a quarter of it waited for the broker, not for a core, so a
    /// longer rest would not help.
    /// </summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(5);

    /// <summary>How far publishes may run ahead, so that a few events never wait.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    // Not the time of day: if the clock were set back by an hour, events would be delayed by an hour.
    private readonly long start = time.GetTimestamp();
    private TimeSpan due;

    /// <summary>Completes when the next events may be published.</summary>
    /// <param name="events">The number of events just published.</param>
    /// <param name="took">How long publishing them took.</param>
    /// <param name="hasBacklog">Whether more events wait than are published at a time.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task Next(int events, TimeSpan took, bool hasBacklog, CancellationToken cancel)
    {
        var now = time.GetElapsedTime(start);
        if (due < now) due = now;
        var share = hasBacklog ? TimeSpan.Zero : TimeSpan.FromSeconds((double)events / eventsPerSecondMax);
        var rest = took * (hasBacklog ? BacklogRest : Rest);
        if (rest > RestMax) rest = RestMax;
        due += share > rest ? share : rest;
        var ahead = due - now;
        return ahead <= Burst ? Task.CompletedTask : Task.Delay(ahead, time, cancel);
    }
}
