using System.Globalization;
using System.Text.Json;
using MassTransit;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>An event in a list: a CloudEvent in structured JSON, as the history serves it.</summary>
internal static class BridgeEntry
{
    public static byte[] Write(EventRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, TauroJson.Options);

    /// <exception cref="JsonException">It is no event.</exception>
    public static EventRecord Read(ReadOnlySpan<byte> entry) =>
        JsonSerializer.Deserialize<EventRecord>(entry, TauroJson.Options)
        ?? throw new JsonException("The entry is null");

    /// <summary>The body that consumers get, as they would get it from RabbitMQ.</summary>
    public static byte[] BodyOf(EventRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record.Data, TauroJson.Options);

    /// <summary>The headers that consumers get, as they would get them from RabbitMQ.</summary>
    /// <exception cref="JsonException">This version does not know the event's type.</exception>
    public static Dictionary<string, object> HeadersOf(EventRecord record)
    {
        if (!EventCatalog.Types.TryGetValue(record.Type, out var type))
            throw new JsonException($"This version does not know the event type {record.Type}");
        var headers = CloudEventHeaders.Of(record).ToDictionary(pair => pair.Key, object (pair) => pair.Value);
        headers[MessageHeaders.MessageId] = EventMessageId.Of(record).ToString("D", CultureInfo.InvariantCulture);
        headers[MessageHeaders.MessageType] = MessageUrn.ForTypeString(type);
        headers["Content-Type"] = "application/json";
        return headers;
    }
}
