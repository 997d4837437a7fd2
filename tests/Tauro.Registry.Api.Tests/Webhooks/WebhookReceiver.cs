using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tauro.Registry.Api.Tests.Webhooks;

/// <summary>Receives webhooks on a free port on loopback.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public ConcurrentQueue<(IHeaderDictionary Headers, string Body)> Received { get; } = new();

    /// <summary>The statuses of the next responses; 200 after them.</summary>
    public ConcurrentQueue<int> Statuses { get; } = new();

    /// <summary>The task that every response waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>The body of every response.</summary>
    public string Reply { get; set; } = "taken";

    /// <summary>Called before every response.</summary>
    public Func<Task> Responding { get; set; } = () => Task.CompletedTask;

    /// <summary>The received events, as <c>entity.action</c>.</summary>
    public string[] Events => [.. Received.Select(pair => Parse(pair.Body)).Select(body =>
        $"{body.GetProperty("entity").GetString()}.{body.GetProperty("action").GetString()}")];

    public static JsonElement Parse(string body) => JsonDocument.Parse(body).RootElement;

    public JsonElement Data(string name) => Parse(Received.First(pair => Parse(pair.Body) is var body
        && $"{body.GetProperty("entity").GetString()}.{body.GetProperty("action").GetString()}" == name).Body)
        .GetProperty("data");

    public static async Task<WebhookReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapFallback(receiver.Receive);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Receive(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Received.Enqueue((new HeaderDictionary(context.Request.Headers.ToDictionary()), await reader.ReadToEndAsync()));
        await Gate.WaitAsync(context.RequestAborted);
        await Responding();
        context.Response.StatusCode = Statuses.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
        context.Response.Headers.Location = "/elsewhere";
        await context.Response.WriteAsync(Reply);
    }
}
