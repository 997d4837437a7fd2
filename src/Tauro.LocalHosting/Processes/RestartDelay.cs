namespace Tauro.LocalHosting;

/// <summary>
/// How long to wait before a crashed process is started again: 1 s, doubling to 30 s, and 1 s again after a good
/// minute.
/// </summary>
internal sealed class RestartDelay
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodRun = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;

    public TimeSpan After(TimeSpan ran)
    {
        if (ran >= GoodRun)
        {
            _next = First;
        }

        var delay = _next;
        _next = delay * 2 < Max ? delay * 2 : Max;
        return delay;
    }
}
