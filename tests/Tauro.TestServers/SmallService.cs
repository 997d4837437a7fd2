using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tauro.TestServers;

/// <summary>A real service with the defaults and what a test adds.</summary>
public sealed class SmallService : IAsyncDisposable
{
    private SmallService(WebApplication app)
    {
        App = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    /// <param name="map">Maps its endpoints.</param>
    /// <param name="add">Adds services.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="port">The port on loopback; 0 for a free one.</param>
    /// <param name="name">The name of the service.</param>
    public static async Task<SmallService> Start(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? add = null,
        Dictionary<string, string?>? settings = null,
        int port = 0,
        string name = "tracking")
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddTauroServiceDefaults(name);
        builder.Services.OpenUnstatedEndpoints();
        add?.Invoke(builder);
        var app = builder.Build();
        app.MapTauroDefaultEndpoints();
        map?.Invoke(app);
        await app.Services.OpenStores();
        await app.StartAsync();
        return new SmallService(app);
    }

    /// <summary>Returns the status, and the body if it is JSON.</summary>
    public async Task<(int Status, JsonElement Body)> Get(string path) => await Read(await Http.GetAsync(path));

    public async Task<(int Status, JsonElement Body)> Post(
        string path, string body, string type = "application/json") =>
        await Read(await Http.PostAsync(path, new StringContent(body, null, type)));

    public static async Task<(int Status, JsonElement Body)> Read(HttpResponseMessage response) =>
        ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType?.Contains("json") is true
            ? await response.Content.ReadFromJsonAsync<JsonElement>()
            : default);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
