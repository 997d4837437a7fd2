using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests;

/// <summary>The gateway as Program.cs builds it, on a free port, in front of two services.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> factory;

    private RunningGateway(WebApplicationFactory<Program> factory)
    {
        this.factory = factory;
        // Not the factory's own client, which buffers the entire body before it sends it.
        Http = new HttpClient
        {
            BaseAddress = factory.ClientOptions.BaseAddress, Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public IServiceProvider Services => factory.Services;

    public HttpClient Http { get; }

    /// <param name="tracking">The service's address; null for a service that is unavailable.</param>
    /// <param name="registry">The service's address; null for a service that is unavailable.</param>
    /// <param name="settings">Additional settings.</param>
    /// <param name="log">Receives the log from Information up; without it, nothing is logged.</param>
    /// <param name="web">The address of the pages; null if they are unavailable.</param>
    /// <param name="clock">The clock; that of the system by default.</param>
    public static RunningGateway Start(
        string? tracking, string? registry, Dictionary<string, string>? settings = null, ILoggerProvider? log = null,
        string? web = null, TimeProvider? clock = null)
    {
        var factory = new Configured(new(settings ?? [])
        {
            // A test that stops a service expects the failure at once, unless it is about the holding.
            ["Gateway:HoldFor"] = settings?.GetValueOrDefault("Gateway:HoldFor") ?? "00:00:00",
            ["Logging:LogLevel:Default"] = log is null ? "None" : "Information",
            ["services:tracking:http:0"] = tracking ?? GetUnusedAddress(),
            ["services:registry:http:0"] = registry ?? GetUnusedAddress(),
            ["services:web:http:0"] = web ?? GetUnusedAddress(),
        }, log, clock);
        factory.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        return new RunningGateway(factory);
    }

    public async Task<(int Status, JsonElement Body)> Get(string path)
    {
        using var response = await Http.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends a request target exactly as given, which no HTTP client does.</summary>
    public async Task<(int Status, string Body)> SendRaw(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        var body = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync();
        return (int.Parse(body.AsSpan(9, 3)), body[(body.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await factory.DisposeAsync();
    }

    /// <summary>Returns a loopback address where nothing listens.</summary>
    public static string GetUnusedAddress() => $"http://127.0.0.1:{FreePort.Next()}";

    private sealed class Configured(
        Dictionary<string, string> settings, ILoggerProvider? log, TimeProvider? clock)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            if (clock is not null) builder.ConfigureServices(services => services.AddSingleton(clock));
            if (log is not null) builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
        }
    }
}
