using Microsoft.Extensions.Logging;

namespace Tauro.Events;

internal static partial class BusLog
{
    [LoggerMessage(2001, LogLevel.Information, "Relaying events over {Carrier} from sequence {Position}")]
    public static partial void RelayStarted(this ILogger log, BusCarrier carrier, long position);

    [LoggerMessage(2002, LogLevel.Warning,
        "Events wait: {Carrier} failed at sequence {Position}: {Reason}. Trying again, at most every {PauseMax}")]
    public static partial void RelayFailed(
        this ILogger log, BusCarrier carrier, long position, string reason, TimeSpan pauseMax);

    [LoggerMessage(2003, LogLevel.Information, "{Carrier} is back; relaying from sequence {Position}")]
    public static partial void RelayRecovered(this ILogger log, BusCarrier carrier, long position);

    [LoggerMessage(2004, LogLevel.Error, "Event {Id} of type {Type} can't be read and is not published: {Reason}")]
    public static partial void EventSkipped(this ILogger log, string id, string type, string reason);

    [LoggerMessage(2005, LogLevel.Error,
        "Events {First} to {Last} were cut from the history before they could be published")]
    public static partial void EventsExpired(this ILogger log, long first, long last);

    [LoggerMessage(2006, LogLevel.Warning,
        "The relay's cursor could not be kept at {Position}: {Reason}. After a crash, events may be published again")]
    public static partial void CursorNotKept(this ILogger log, long position, string reason);

    [LoggerMessage(2007, LogLevel.Warning,
        "Redis has lost what was published after sequence {To} (up to {From}); publishing it again")]
    public static partial void BridgeRewound(this ILogger log, long from, long to);

    [LoggerMessage(2010, LogLevel.Warning, "{Queue}: Redis failed: {Reason}. Trying again")]
    public static partial void BridgeFailed(this ILogger log, string queue, string reason);

    [LoggerMessage(2011, LogLevel.Information, "{Queue}: Redis is back")]
    public static partial void BridgeRecovered(this ILogger log, string queue);

    [LoggerMessage(2012, LogLevel.Error, "{Queue}: gave up on event {Id}, which is now in {DeadList}: {Reason}")]
    public static partial void MessageDied(
        this ILogger log, string queue, string id, string deadList, string reason);

    [LoggerMessage(2013, LogLevel.Warning,
        "{Queue}: took back {Count} event(s) from consumer {Instance}, which is gone")]
    public static partial void TakenBack(this ILogger log, string queue, long count, string instance);
}
