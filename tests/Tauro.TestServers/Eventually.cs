using System.Diagnostics;

namespace Tauro.TestServers;

/// <summary>Waits for a condition, with a generous deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">The condition was not met within 180 s.</exception>
    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    /// <exception cref="TimeoutException">The condition was not met in time, by default 180 s.</exception>
    public static Task True(Func<Task<bool>> condition, string what, TimeSpan? deadline = null) =>
        True(condition, () => what, deadline);

    /// <summary>Describes at the deadline how far it came.</summary>
    /// <exception cref="TimeoutException">The condition was not met in time, by default 180 s.</exception>
    public static async Task True(Func<Task<bool>> condition, Func<string> describe, TimeSpan? deadline = null)
    {
        var limit = deadline ?? Deadline;
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
                throw new TimeoutException($"Still false after {limit.TotalSeconds} s: {describe()}");
            await Task.Delay(PollInterval);
        }
    }
}
