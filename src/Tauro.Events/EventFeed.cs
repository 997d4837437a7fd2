using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>Reads the events of a service from an open stream.</summary>
internal sealed class EventFeed : IDisposable
{
    /// <summary>The read timeout: three missing heartbeats.</summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(45);

    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;
    private readonly string service;
    private readonly TimeProvider time;

    private EventFeed(HttpResponseMessage response, Stream body, string service, TimeProvider time)
    {
        (this.response, this.service, this.time) = (response, service, time);
        reader = new StreamReader(body);
    }

    public static async Task<EventFeed> Open(
        HttpResponseMessage response, string service, TimeProvider time, CancellationToken cancel) =>
        new(response, await response.Content.ReadAsStreamAsync(cancel), service, time);

    /// <summary>Reads the next event, or a position without an event.</summary>
    /// <exception cref="IOException">The stream ended, failed, stalled, or is not an event stream.</exception>
    public async Task<(EventCursor Position, EventRecord? Event)> Next(CancellationToken cancel)
    {
        var (type, data) = ("", "");
        while (true)
        {
            var line = await ReadLine(cancel);
            if (line.StartsWith("event: ", StringComparison.Ordinal)) type = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line["data: ".Length..];
            else if (line.Length == 0 && data.Length > 0) return Read(type, data);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }

    private (EventCursor Position, EventRecord? Event) Read(string type, string data)
    {
        try
        {
            if (type == EventPosition.MessageType)
            {
                var passed = JsonSerializer.Deserialize<EventPosition>(data, TauroJson.Options)!;
                return (new EventCursor(passed.Sequence, passed.Time), null);
            }

            var record = JsonSerializer.Deserialize<EventRecord>(data, TauroJson.Options)!;
            return (new EventCursor(record.Sequence, record.Time), record);
        }
        catch (JsonException error)
        {
            throw new IOException($"The stream of {service} contains an invalid event: {error.Message}", error);
        }
    }

    private async Task<string> ReadLine(CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await reader.ReadLineAsync(linked.Token)
                ?? throw new IOException($"{service} closed its event stream.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"The event stream of {service} stalled: no data within {ReadTimeout}.");
        }
    }
}
