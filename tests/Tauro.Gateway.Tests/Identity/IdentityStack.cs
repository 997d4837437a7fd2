extern alias identity;

using System.Net.Http.Json;
using System.Text.Json;
using identity::Microsoft.AspNetCore.Builder;
using identity::Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Json;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>
/// The identity service and a gateway, with the first administrator, and services that return headers.
/// </summary>
internal sealed class IdentityStack : IAsyncDisposable
{
    private const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private Dictionary<string, string> settings = null!;
    private WebApplication identity = null!;
    private Backend tracking = null!;
    private Backend web = null!;

    public RunningGateway Gateway { get; private set; } = null!;

    /// <summary>The log of the gateway.</summary>
    public RecordedLog Log { get; } = new();

    /// <param name="getSettings">Returns the settings of the gateway; it gets a folder for files.</param>
    /// <param name="clock">The clock of the gateway; that of the system by default.</param>
    public static async Task<IdentityStack> Start(
        Func<string, Dictionary<string, string>> getSettings, TimeProvider? clock = null)
    {
        var stack = new IdentityStack();
        await stack.StartIdentity();
        stack.tracking = await Backend.Start("tracking", app => app.Map("/api/v1/runs", Echo));
        stack.web = await Backend.Start("web", app => app.Map("/{**path}", Echo));
        stack.settings = new(getSettings(stack.folder.Path))
        {
            ["TAURO_AUTH"] = "required",
            ["TAURO_MLOPS_PATH"] = stack.folder.Path,
            ["services:identity:http:0"] = stack.identity.Urls.First(),
        };
        stack.Gateway = stack.StartGateway(clock);
        await Eventually.True(
            async () => (await stack.Gateway.Http.GetAsync("/health/ready")).IsSuccessStatusCode,
            "the gateway is ready");
        using var made = await stack.Gateway.Http.PostAsJsonAsync(
            "/api/v1/setup",
            new NewAdmin(File.ReadAllText(stack.folder["identity/setup-token"]).Trim(), "ann", Password),
            TauroJson.Options);
        made.EnsureSuccessStatusCode();
        await Eventually.True(
            async () => (await stack.Send(HttpMethod.Get, "/api/v1/whoami")).Status == 200,
            "the administrator is known");
        return stack;
    }

    /// <summary>Starts a gateway; another one than <see cref="Gateway"/> is a replica of it.</summary>
    public RunningGateway StartGateway(TimeProvider? clock = null) =>
        RunningGateway.Start(tracking.Address, null, settings, Log, web.Address, clock);

    /// <summary>Sends a request of the administrator.</summary>
    public async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes($"ann:{Password}")));
        if (body is not null) request.Content = JsonContent.Create(body, options: TauroJson.Options);
        using var response = await Gateway.Http.SendAsync(request);
        return await SmallService.Read(response);
    }

    /// <summary>Sends a request of the administrator, which succeeds.</summary>
    public async Task<T> Ok<T>(HttpMethod method, string path, object? body = null)
    {
        var (status, json) = await Send(method, path, body);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {json}");
        return json.Deserialize<T>(TauroJson.Options)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await tracking.DisposeAsync();
        await web.DisposeAsync();
        await identity.DisposeAsync();
        folder.Dispose();
    }

    private async Task StartIdentity()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TAURO_AUTH"] = "required",
            ["TAURO_MLOPS_PATH"] = folder.Path,
            ["LocalStore:FreeBytesMin"] = "0",
            ["LocalStore:JournalSegmentBytes"] = "262144",
        });
        builder.AddTauroServiceDefaults("identity");
        builder.AddIdentity();
        builder.AddTauroEvents("identity");
        identity = builder.Build();
        identity.MapTauroDefaultEndpoints();
        identity.MapIdentity();
        await identity.Services.OpenStores();
        await identity.StartAsync();
    }

    /// <summary>Returns the headers that a service received, and the target.</summary>
    private static Dictionary<string, string> Echo(HttpRequest request) => request.Headers
        .ToDictionary(header => header.Key, header => header.Value.ToString())
        .Append(new("target", request.Path + request.QueryString)).ToDictionary();
}
