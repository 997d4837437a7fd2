namespace Tauro.Events;

/// <summary>The name of a follower, and how often it saves its cursor and retries.</summary>
/// <param name="Name">The name of its cursor, and of the follower in logs and <c>/status</c>.</param>
/// <param name="CursorInterval">
/// How long the follower may go without saving its cursor. Saving is a durable commit; a crash repeats at most the
/// events that were handled within this time.
/// </param>
/// <param name="BackoffMin">The first pause after a failure; each further one is twice as long.</param>
/// <param name="BackoffMax">The longest pause.</param>
public sealed record FollowerSettings(string Name, TimeSpan CursorInterval, TimeSpan BackoffMin, TimeSpan BackoffMax)
{
    /// <summary>
    /// How long a claim is valid unless it is renewed. The holder renews it after a third of this time. After a crash,
    /// other instances must wait until it expires. Default 30 s.
    /// </summary>
    public TimeSpan ClaimDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the follower may take for one step while events are waiting; after that, the health check reports it.
    /// Default 10 minutes, far more than the attempts and pauses of one event.
    /// </summary>
    public TimeSpan StepTimeMax { get; init; } = TimeSpan.FromMinutes(10);
}
