extern alias gateway;
extern alias registry;
extern alias tracking;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.TestServers;

namespace Tauro.Mlflow.Tests;

/// <summary>Tracking, registry and gateway. Tests send requests only to the gateway.</summary>
public sealed class Suite : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Hosted<tracking::Program> trackingHost;
    private readonly Hosted<registry::Program> registryHost;
    private readonly Hosted<gateway::Program> gatewayHost;
    private int experiments;

    public Suite()
        : this([])
    {
    }

    internal Suite(Dictionary<string, string> settings)
    {
        settings = new(settings) { ["TAURO_MLOPS_PATH"] = folder.Path };
        settings.TryAdd("TAURO_TESTING_RESET", "1");
        settings.TryAdd("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1");
        trackingHost = new(settings);
        settings["Sourcing:Tracking"] = $"{trackingHost.Address}";
        registryHost = new(settings);
        settings["services:tracking:http:0"] = $"{trackingHost.Address}";
        settings["services:registry:http:0"] = $"{registryHost.Address}";
        gatewayHost = new(settings);
        // Not the factory's client, which buffers entire bodies and follows redirects.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = gatewayHost.Address, Timeout = TimeSpan.FromSeconds(120),
        };
    }

    public HttpClient Http { get; }

    public Uri Address => gatewayHost.Address;

    /// <summary>The endpoints of both services, to compare them with the tested routes.</summary>
    public IEnumerable<IServiceProvider> Services => [trackingHost.Services, registryHost.Services];

    /// <summary>Empties both services.</summary>
    public async Task Reset()
    {
        using var response = await Http.PostAsync("/api/v1/testing/reset", null);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body, options: TauroJson.Options);
        using var response = await Http.SendAsync(request);
        var type = response.Content.Headers.ContentType?.MediaType;
        var isJson = type?.EndsWith("json", StringComparison.Ordinal) is true;
        return ((int)response.StatusCode, isJson ? await response.Content.ReadFromJsonAsync<JsonElement>() : default);
    }

    public Task<HttpResponseMessage> Post(string address, object? body = null) =>
        Http.PostAsJsonAsync(address, body ?? new { }, TauroJson.Options);

    public async Task<T> Get<T>(string address) => await Read<T>(await Http.GetAsync(address));

    public static async Task<T> Read<T>(HttpResponseMessage response, HttpStatusCode? status = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status is null ? response.IsSuccessStatusCode : response.StatusCode == status,
            $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: " +
            $"{(int)response.StatusCode} {body}");
        return JsonSerializer.Deserialize<T>(body, TauroJson.Options)!;
    }

    public async Task<Experiment> NewExperiment(string? name = null) => await Read<Experiment>(
        await Post("/api/v1/experiments", new NewExperiment(name ?? $"made {Interlocked.Increment(ref experiments)}")));

    public async Task<Run> NewRun(string? name = null) => await Read<Run>(
        await Post("/api/v1/runs", new NewRun((await NewExperiment()).ExperimentId, name)));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await gatewayHost.DisposeAsync();
        await registryHost.DisposeAsync();
        await trackingHost.DisposeAsync();
        // The programs close their stores on other threads, and each then deletes the name of its writer.
        await Eventually.True(
            () => Directory.GetFiles(folder.Path, "writer.json", SearchOption.AllDirectories).Length == 0,
            "the stores are closed");
        folder.Dispose();
    }
}
