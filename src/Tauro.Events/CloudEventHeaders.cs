using System.Globalization;
using MassTransit;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>CloudEvents 1.0 attributes as message headers; the body is the event's <c>data</c>.</summary>
public static class CloudEventHeaders
{
    public const string SpecVersion = "ce-specversion";
    public const string Id = "ce-id";
    public const string Source = "ce-source";
    public const string Type = "ce-type";
    public const string Subject = "ce-subject";
    public const string Time = "ce-time";
    public const string Sequence = "ce-sequence";
    public const string Workspace = "ce-workspace";
    public const string AuthType = "ce-authtype";
    public const string AuthId = "ce-authid";
    public const string Traceparent = "traceparent";

    /// <summary>Returns the headers of an event.</summary>
    public static IEnumerable<KeyValuePair<string, string>> GetHeaders(EventRecord record)
    {
        yield return new(SpecVersion, record.Specversion);
        yield return new(Id, record.Id);
        yield return new(Source, record.Source);
        yield return new(Type, record.Type);
        yield return new(Subject, record.Subject);
        yield return new(Time, record.Time.ToString("O", CultureInfo.InvariantCulture));
        yield return new(Sequence, record.Sequence.ToString(CultureInfo.InvariantCulture));
        yield return new(Workspace, record.Workspace);
        if (record.Authtype is { } authType) yield return new(AuthType, authType);
        if (record.Authid is { } authId) yield return new(AuthId, authId);
        if (record.Traceparent is { } traceparent) yield return new(Traceparent, traceparent);
    }

    /// <summary>Gets the event's sequence number and time in the log of its source.</summary>
    /// <exception cref="FormatException">The message was not published by a relay.</exception>
    public static EventCursor GetPosition(MessageContext context) => new(
        GetSequence(context),
        DateTimeOffset.TryParse(
            context.Headers.Get<string>(Time), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : null);

    /// <summary>Gets the event's sequence number in the log of its source.</summary>
    /// <exception cref="FormatException">The message was not published by a relay.</exception>
    public static long GetSequence(MessageContext context)
    {
        var value = context.Headers.Get<string>(Sequence);
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw new FormatException(
                $"The header {Sequence} is '{value}', not a sequence number. Only relays may publish to this queue.");
    }
}
