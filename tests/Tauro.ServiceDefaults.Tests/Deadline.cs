namespace Tauro.ServiceDefaults.Tests;

/// <summary>Waits until something holds, and fails when it never does.</summary>
internal static class Deadline
{
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, $"never came true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
