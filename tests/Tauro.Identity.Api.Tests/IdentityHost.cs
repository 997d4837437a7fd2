using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Json;
using Tauro.Stores.Access;
using Tauro.TestServers;

namespace Tauro.Identity.Api.Tests;

/// <summary>The identity service on a free port.</summary>
public sealed class IdentityHost : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly (string Key, string Value)[] settings;
    private WebApplication app = null!;
    private HttpClient http = null!;

    private IdentityHost((string Key, string Value)[] settings)
    {
        this.settings = settings;
        Tokens = new TestTokens(folder.Path);
    }

    /// <summary>The setup token of the last start.</summary>
    public string? SetupToken => File.Exists(SetupFile) ? File.ReadAllText(SetupFile).Trim() : null;

    public string SetupFile => folder["identity/setup-token"];

    public string Folder => folder.Path;

    public HttpClient Http => http;

    public IServiceProvider Services => app.Services;

    public TestTokens Tokens { get; }


    /// <summary>The first administrator, after <see cref="SetUp"/>.</summary>
    public Principal Admin { get; private set; } = TestTokens.Admin();

    public static async Task<IdentityHost> Start(params (string Key, string Value)[] settings)
    {
        var host = new IdentityHost(settings);
        await host.Open();
        return host;
    }

    /// <summary>Makes the first administrator.</summary>
    public async Task<Account> SetUp()
    {
        var account = await Ok<Account>(
            Tokens.OfProcess, HttpMethod.Post, "/api/v1/setup",
            new NewAdmin(SetupToken!, "ann", "correct horse battery"));
        Admin = PrincipalOf(account);
        return account;
    }

    /// <summary>Returns an account as the gateway names it in a token.</summary>
    public static Principal PrincipalOf(Account account) =>
        new(account.Kind, account.AccountId, account.Name, account.IsAdmin, []);

    public async Task Restart()
    {
        await Close();
        await Open();
    }

    public async Task<(int Status, JsonElement Body)> Send(
        Principal sender, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Issue(sender, "identity"));
        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body, options: TauroJson.Options);
        using var response = await http.SendAsync(request);
        return await SmallService.Read(response);
    }

    public async Task<T> Ok<T>(Principal sender, HttpMethod method, string path, object? body = null)
    {
        var (status, json) = await Send(sender, method, path, body);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {json}");
        return json.Deserialize<T>(TauroJson.Options)!;
    }

    public async Task Refused(
        int status, string code, Principal sender, HttpMethod method, string path, object? body = null)
    {
        var (got, json) = await Send(sender, method, path, body);
        Assert.True(got == status, $"{method} {path}: {got} {json}");
        Assert.Equal(code, json.GetProperty("code").GetString());
        Assert.NotEmpty(json.GetProperty("detail").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Dispose();
    }

    private async Task Open()
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
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddTauroServiceDefaults("identity");
        builder.AddTauroOpenApi("identity");
        builder.AddIdentity();
        builder.AddTauroEvents("identity");
        app = builder.Build();
        app.MapTauroDefaultEndpoints();
        app.MapIdentity();
        await app.Services.OpenStores();
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private async Task Close()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
