using Microsoft.Extensions.Logging;

namespace Tauro.Events;

internal static partial class BusLog
{
    [LoggerMessage(2001, LogLevel.Information, "{Follower} follows events from sequence {Position}")]
    public static partial void FollowerStarted(this ILogger log, string follower, long position);

    [LoggerMessage(2002, LogLevel.Warning,
        "{Follower} failed after event {Position}: {Reason}. It retries at least every {PauseMax}")]
    public static partial void FollowerFailed(
        this ILogger log, Exception? error, string follower, long position, string reason, TimeSpan pauseMax);

    [LoggerMessage(2003, LogLevel.Information, "{Follower} works again, from event {Position}")]
    public static partial void FollowerRecovered(this ILogger log, string follower, long position);

    [LoggerMessage(2004, LogLevel.Error, "Event {Id} of type {Type} can't be read and is skipped: {Reason}")]
    public static partial void EventSkipped(this ILogger log, string id, string type, string reason);

    [LoggerMessage(2005, LogLevel.Error,
        "{Follower} missed the events {First} to {Last}, which the history no longer keeps")]
    public static partial void EventsExpired(this ILogger log, string follower, long first, long last);

    [LoggerMessage(2006, LogLevel.Warning,
        "The cursor of {Follower} could not be saved at {Position}: {Reason}. After a crash, events may be repeated")]
    public static partial void CursorNotSaved(this ILogger log, string follower, long position, string reason);

    [LoggerMessage(2007, LogLevel.Warning,
        "The history that {Follower} had read up to event {Position} was replaced; it restarts at the first event")]
    public static partial void HistoryReplaced(this ILogger log, string follower, long position);

    [LoggerMessage(2008, LogLevel.Error,
        "{Queue}: event {Id} failed {Attempts} time(s) and is now in the dead list: {Reason}")]
    public static partial void EventDied(
        this ILogger log, Exception error, string queue, string id, int attempts, string reason);

    [LoggerMessage(2009, LogLevel.Error,
        "The {Count} oldest dead event(s) were dropped: the dead list is limited to {CountMax}")]
    public static partial void DeadEventsDropped(this ILogger log, int count, int countMax);

    [LoggerMessage(2010, LogLevel.Information, "{Follower} waits: {Holder} holds its claim")]
    public static partial void ClaimHeld(this ILogger log, string follower, string holder);

    [LoggerMessage(2011, LogLevel.Warning,
        "{Follower} lost its claim after event {Position}. It stops and waits for a new claim")]
    public static partial void ClaimLost(this ILogger log, string follower, long position);

    [LoggerMessage(2012, LogLevel.Warning,
        "RabbitMQ accepts connections, but for {Duration} this service could not use it: {Reason}. Its bus restarts")]
    public static partial void BusRestarts(this ILogger log, TimeSpan duration, string reason);

    [LoggerMessage(2014, LogLevel.Warning, "The bus could not be stopped")]
    public static partial void BusNotStopped(this ILogger log, Exception error);

    [LoggerMessage(2013, LogLevel.Error, "The bus could not be restarted; another attempt follows")]
    public static partial void BusNotRestarted(this ILogger log, Exception error);
}
