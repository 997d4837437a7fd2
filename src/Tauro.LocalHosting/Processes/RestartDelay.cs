using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>
/// How long to wait before a crashed process is started again: 1 s, doubling to 30 s, and 1 s again after a good
/// minute. <c>TAURO_RESTART_DELAY_MAX</c> is another bound in place of the 30 s.
/// </summary>
internal sealed class RestartDelay(TimeSpan? max = null)
{
    public const string MaxVariable = "TAURO_RESTART_DELAY_MAX";

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan GoodRun = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _max = max ?? TimeSpan.FromSeconds(30);
    private TimeSpan _next = First;

    /// <exception cref="DistributedApplicationException">It is no length of time, or not above zero.</exception>
    public static TimeSpan? MaxOf(IConfiguration configuration) => configuration[MaxVariable] switch
    {
        null or "" => null,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var max)
            && max > TimeSpan.Zero && max <= Longest => max,
        var text => throw new DistributedApplicationException(
            $"{MaxVariable} is '{text}'. Set it to hours:minutes:seconds, such as 00:00:30, up to one day."),
    };

    public TimeSpan After(TimeSpan ran)
    {
        if (ran >= GoodRun)
        {
            _next = First;
        }

        var delay = _next < _max ? _next : _max;
        _next = delay * 2 < _max ? delay * 2 : _max;
        return delay;
    }
}
