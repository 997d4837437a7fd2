using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>
/// Follows a service's live stream from the first event, like a browser: a stream that ends is opened again with the
/// id of the last received event.
/// </summary>
public sealed class EventFollower : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<EventRecord> seen = [];
    private readonly Task following;

    public EventFollower(TauroApi api, string service) =>
        following = Follow(api, $"/api/v1/{service}/events/stream");

    public IReadOnlyList<EventRecord> Seen
    {
        get { lock (seen) return [.. seen]; }
    }

    public Task WaitFor(long sequence) =>
        Eventually.True(() => Seen is [.., var last] && last.Sequence >= sequence, $"the stream reaches {sequence}");

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await following;
        stopping.Dispose();
    }

    private async Task Follow(TauroApi api, string path)
    {
        while (!stopping.IsCancellationRequested)
            try
            {
                await Read(api, path);
                await Task.Delay(RetryDelay, stopping.Token);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                await Task.WhenAny(Task.Delay(RetryDelay, stopping.Token));
            }
            catch (OperationCanceledException)
            {
                // The follower was disposed, or the service was killed during the response.
            }
    }

    private async Task Read(TauroApi api, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (Seen is [.., var last]) request.Headers.Add("Last-Event-ID", $"{last.Sequence}");
        using var response = await api.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, stopping.Token);
        if (!response.IsSuccessStatusCode) return;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stopping.Token));
        while (await lines.ReadLineAsync(stopping.Token) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                lock (seen)
                    seen.Add(JsonSerializer.Deserialize<EventRecord>(line["data: ".Length..], TauroJson.Options)!);
    }
}
