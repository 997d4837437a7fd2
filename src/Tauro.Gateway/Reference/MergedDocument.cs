using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;

namespace Tauro.Gateway.Reference;

/// <summary>
/// The services' documents as one, kept for a while. A service that is down is left out and named in the description,
/// and is asked again soon.
/// </summary>
internal sealed class MergedDocument(Backend backend, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan KeepWhole = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KeepPartial = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim fetching = new(1);
    private string text = "";
    private DateTimeOffset freshUntil = DateTimeOffset.MinValue;

    public async Task<string> Get(CancellationToken cancel)
    {
        await fetching.WaitAsync(cancel);
        try
        {
            if (clock.GetUtcNow() < freshUntil) return text;
            var documents = await Task.WhenAll(RouteTable.Services.Select(service => Fetch(service, cancel)));
            var missing = RouteTable.Services.Where((_, i) => documents[i] is null).ToList();
            var merge = new DocumentMerge();
            foreach (var (service, document) in RouteTable.Services.Zip(documents))
                if (document is not null) merge.Add(service, document);
            text = merge.ToJson(missing);
            freshUntil = clock.GetUtcNow() + (missing.Count == 0 ? KeepWhole : KeepPartial);
            return text;
        }
        finally
        {
            fetching.Release();
        }
    }

    public void Dispose() => fetching.Dispose();

    private async Task<JsonObject?> Fetch(string service, CancellationToken cancel)
    {
        try
        {
            using var response = await backend.Get(service, "/openapi/v1.json", cancel);
            response.EnsureSuccessStatusCode();
            return (await JsonNode.ParseAsync(
                await response.Content.ReadAsStreamAsync(cancel), cancellationToken: cancel))?.AsObject();
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidOperationException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
