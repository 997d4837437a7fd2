using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests;

/// <summary>A real service behind the gateway. It responds with its name and the request target it received.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication app;

    private Backend(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<Backend> Start(
        string name, Action<WebApplication>? map = null, Action<WebApplicationBuilder>? add = null, int port = 0)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.AddTauroServiceDefaults(name);
        builder.Services.OpenUnstatedEndpoints();
        add?.Invoke(builder);
        var app = builder.Build();
        app.MapTauroDefaultEndpoints();
        map?.Invoke(app);
        app.MapFallback("/{**rest}", (HttpContext context) => TypedResults.Text(
            $"{name} {context.Request.Method} {context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}"));
        await app.StartAsync();
        return new Backend(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
