using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Consumers;

namespace Tauro.Registry.Api.Tests;

/// <summary>The registry on a free port, with the local store in a temporary folder.</summary>
public sealed class RegistryHost : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder;
    private readonly string? tracking;
    private (string Key, string Value)[] settings;
    private WebApplication app = null!;
    private Action<IServiceCollection>? configure;

    private RegistryHost(DirectoryInfo folder, string? tracking, (string Key, string Value)[] settings) =>
        (this.folder, this.tracking, this.settings) = (folder, tracking, settings);

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public string Folder => folder.FullName;

    public static async Task<RegistryHost> Start(
        FakeTracking? tracking = null, params (string Key, string Value)[] settings)
    {
        var host = new RegistryHost(
            Directory.CreateTempSubdirectory("tauro-registry-"), tracking?.Address, settings);
        await host.Open();
        return host;
    }

    /// <summary>Starts the registry after its services were changed.</summary>
    public static async Task<RegistryHost> Start(FakeTracking tracking, Action<IServiceCollection> configure)
    {
        var host = new RegistryHost(Directory.CreateTempSubdirectory("tauro-registry-"), tracking.Address, [])
        {
            configure = configure,
        };
        await host.Open();
        return host;
    }

    /// <summary>Restarts the service with the same data, or what a test makes of it in the meantime.</summary>
    public async Task Restart(Action<string>? change = null)
    {
        await Close();
        change?.Invoke(Folder);
        await Open();
    }

    /// <summary>Restarts the service with the same data and other settings.</summary>
    public Task RestartWith(params (string Key, string Value)[] changed)
    {
        settings = changed;
        return Restart();
    }

    public async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body, options: TauroJson.Options);
        using var response = await Http.SendAsync(request);
        var isJson = response.Content.Headers.ContentType?.MediaType?
            .EndsWith("json", StringComparison.Ordinal) is true;
        return ((int)response.StatusCode, isJson ? await response.Content.ReadFromJsonAsync<JsonElement>() : default);
    }

    /// <summary>Sends a request that must succeed, and reads the response.</summary>
    public async Task<T> Ok<T>(HttpMethod method, string path, object? body = null)
    {
        var (status, json) = await Send(method, path, body);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {json}");
        return json.Deserialize<T>(TauroJson.Options)!;
    }

    public async Task Ok(HttpMethod method, string path, object? body = null)
    {
        var (status, json) = await Send(method, path, body);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {json}");
    }

    /// <summary>Sends a request that must fail with this status and problem code.</summary>
    public async Task Refused(int status, string code, HttpMethod method, string path, object? body = null)
    {
        var (got, json) = await Send(method, path, body);
        Assert.True(got == status, $"{method} {path}: {got} {json}");
        Assert.Equal(code, json.GetProperty("code").GetString());
        Assert.NotEmpty(json.GetProperty("detail").GetString()!);
    }

    public Task<ModelVersion> Register(string name, object version) =>
        Ok<ModelVersion>(HttpMethod.Post, $"/api/v1/models/{Uri.EscapeDataString(name)}/versions", version);

    public Task<ModelVersion> Version(string name, int version) =>
        Ok<ModelVersion>(HttpMethod.Get, $"/api/v1/models/{Uri.EscapeDataString(name)}/versions/{version}");

    /// <summary>Polls until a condition is met, and returns the value.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> read, Func<T, bool> isMet)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        while (true)
        {
            var value = await read();
            if (isMet(value)) return value;
            Assert.False(timeout.IsCancellationRequested, $"Still {value} after {Timeout}.");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Delete(recursive: true);
    }

    private async Task Open()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_MLOPS_PATH"] = folder.FullName,
            ["LocalStore:FreeBytesMin"] = "0",
            ["LocalStore:JournalSegmentBytes"] = "262144",
            ["TAURO_TESTING_RESET"] = "1",
            ["Sourcing:Tracking"] = tracking ?? "http://127.0.0.1:9",
            ["Sourcing:BackoffMin"] = "00:00:00.020",
            ["Sourcing:BackoffMax"] = "00:00:00.200",
        });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddTauroServiceDefaults("registry");
        builder.AddTauroOpenApi("registry");
        builder.AddTauroCache();
        builder.AddRegistry();
        builder.AddTauroEvents("registry", RegistryConsumers.Add);
        configure?.Invoke(builder.Services);
        app = builder.Build();
        app.MapTauroDefaultEndpoints();
        app.MapRegistry();
        await app.Services.OpenStores();
        await app.StartAsync();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
    }

    private async Task Close()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
