using System.Diagnostics;

namespace Tauro.LocalHosting.Tests.Running;

/// <summary>Waits for what other processes do in their own time.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, Func<string> otherwise)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(since.Elapsed < RunningAppHost.Deadline, otherwise());
            await poll.WaitForNextTickAsync();
        }
    }
}
