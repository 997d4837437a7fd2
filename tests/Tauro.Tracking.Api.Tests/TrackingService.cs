using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests;

/// <summary>The service as it ships, on a free loopback port, with its own data folder.</summary>
public sealed class TrackingService : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder folder = new();
    private readonly (string Key, string Value)[] settings;
    private int experiments;

    public TrackingService() : this([])
    {
    }

    private TrackingService((string Key, string Value)[] settings)
    {
        this.settings = settings;
        UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        StartServer();
        Http = CreateClient();
    }

    public HttpClient Http { get; }

    public static TrackingService With(params (string Key, string Value)[] settings) => new(settings);

    public Task<HttpResponseMessage> Post(string address, object? body = null) =>
        Http.PostAsJsonAsync(address, body ?? new { }, TauroJson.Options);

    public Task<HttpResponseMessage> Patch(string address, object body) =>
        Http.PatchAsJsonAsync(address, body, TauroJson.Options);

    public async Task<T> Get<T>(string address) => await Read<T>(await Http.GetAsync(address));

    public static async Task<T> Read<T>(HttpResponseMessage response, HttpStatusCode? status = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status is null ? response.IsSuccessStatusCode : response.StatusCode == status,
            $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: "
            + $"{(int)response.StatusCode} {body}");
        return JsonSerializer.Deserialize<T>(body, TauroJson.Options)!;
    }

    /// <summary>Asserts the status and problem code of a refused request, and returns the detail.</summary>
    public static async Task<string> Refused(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem.GetProperty("detail").GetString()!;
    }

    public async Task<Experiment> NewExperiment(string? name = null) => await Read<Experiment>(
        await Post("/api/v1/experiments", new NewExperiment(name ?? $"made {Interlocked.Increment(ref experiments)}")));

    public async Task<Run> NewRun(string? name = null) => await Read<Run>(
        await Post("/api/v1/runs", new NewRun((await NewExperiment()).ExperimentId, name)));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("TAURO_MLOPS_PATH", folder.Path).UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await base.DisposeAsync();
        folder.Dispose();
    }
}
