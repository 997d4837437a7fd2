namespace Tauro.Events;

/// <summary>How a follower is called, how often it keeps its cursor, and how long it pauses after a failure.</summary>
/// <param name="Name">Names its cursor, and the follower in logs and <c>/status</c>.</param>
/// <param name="CursorInterval">
/// How long the cursor may go without being kept. Keeping it is a durable commit; a crash repeats at most what was
/// handled within this time.
/// </param>
/// <param name="BackoffMin">The first pause after a failure; each further one is twice as long.</param>
/// <param name="BackoffMax">The longest pause.</param>
public sealed record FollowerSettings(string Name, TimeSpan CursorInterval, TimeSpan BackoffMin, TimeSpan BackoffMax);
