using System.Diagnostics;

namespace Tauro.TestServers;

/// <summary>Waits for something that takes as long as it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">It was not so within 60 s.</exception>
    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    /// <exception cref="TimeoutException">It was not so within 60 s, or the time given.</exception>
    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        var limit = deadline ?? Deadline;
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
                throw new TimeoutException($"Not so after {limit.TotalSeconds} s: {what}");
            await Task.Delay(LookAgain);
        }
    }
}
