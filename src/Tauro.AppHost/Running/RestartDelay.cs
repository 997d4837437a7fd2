namespace Tauro.AppHost.Running;

/// <summary>
/// The pause before a restart: 1 s, doubled after each crash up to a limit, and 1 s again after a run of a minute.
/// </summary>
internal sealed class RestartDelay(TimeSpan max)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodRun = TimeSpan.FromMinutes(1);

    private TimeSpan next = First;

    /// <param name="ran">How long the process ran before it ended.</param>
    public TimeSpan Next(TimeSpan ran)
    {
        if (ran >= GoodRun) next = First;
        var delay = next < max ? next : max;
        next = delay * 2;
        return delay;
    }
}
