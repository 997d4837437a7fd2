using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>One open stream of a service's events, message by message.</summary>
internal sealed class EventFeed : IDisposable
{
    /// <summary>Three heartbeats that did not come.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(45);

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

    /// <summary>The next event, or a position without one.</summary>
    /// <exception cref="IOException">The stream ended, broke, is silent, or is none of ours.</exception>
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
            throw new IOException($"The stream of {service} holds what is no event: {error.Message}", error);
        }
    }

    private async Task<string> ReadLine(CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(SilenceMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancel);
        try
        {
            return await reader.ReadLineAsync(either.Token)
                ?? throw new IOException($"{service} ended the stream of its events.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"Nothing came from {service} for {SilenceMax}.");
        }
    }
}
