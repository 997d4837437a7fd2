using System.Globalization;
using System.Text.Json;
using MassTransit;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;

namespace Tauro.Events;

/// <summary>Converts events to the messages that consumers receive, the same for every carrier, and back.</summary>
internal static class EventMessage
{
    public static byte[] GetBody(EventRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record.Data, TauroJson.Options);

    /// <exception cref="JsonException">This version does not know the event's type.</exception>
    public static Dictionary<string, object> GetHeaders(EventRecord record)
    {
        if (!EventCatalog.Types.TryGetValue(record.Type, out var type))
            throw new JsonException($"This version does not know the event type {record.Type}");
        var headers = CloudEventHeaders.GetHeaders(record).ToDictionary(pair => pair.Key, object (pair) => pair.Value);
        headers[MessageHeaders.MessageId] = EventMessageId.Create(record).ToString("D", CultureInfo.InvariantCulture);
        headers[MessageHeaders.MessageType] = MessageUrn.ForTypeString(type);
        headers["Content-Type"] = "application/json";
        return headers;
    }

    /// <summary>Reads the event from a message; null for a message that was not sent by a relay.</summary>
    public static EventRecord? Read(ReceiveContext context)
    {
        string? Header(string name) => context.TransportHeaders.Get<string>(name);
        if (Header(CloudEventHeaders.Id) is not { } id || Header(CloudEventHeaders.Type) is not { } type) return null;
        if (Header(CloudEventHeaders.Source) is not { } source) return null;
        if (Header(CloudEventHeaders.Subject) is not { } subject) return null;
        if (!long.TryParse(
            Header(CloudEventHeaders.Sequence), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return null;
        if (!DateTimeOffset.TryParse(
            Header(CloudEventHeaders.Time), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            return null;
        var data = JsonSerializer.Deserialize<JsonElement>(context.Body.GetBytes());
        return new EventRecord(
            sequence, id, type, source, subject, time, data, Header(CloudEventHeaders.Traceparent),
            Header(CloudEventHeaders.AuthType), Header(CloudEventHeaders.AuthId))
        {
            Workspace = new WorkspaceName(Header(CloudEventHeaders.Workspace) ?? ""),
        };
    }
}
