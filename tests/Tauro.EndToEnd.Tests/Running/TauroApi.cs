using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>A client of the gateway. Methods that do not return the response throw if it is not a 2xx.</summary>
/// <param name="address">The address of the gateway.</param>
/// <param name="apiKey">The API key that it sends; null for a stack that checks no credentials.</param>
public sealed class TauroApi(Uri address, string? apiKey = null) : IDisposable
{
    private const int ServiceCount = 4;

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(120),
        DefaultRequestHeaders =
        {
            Authorization = apiKey is null ? null : new AuthenticationHeaderValue("Bearer", apiKey),
        },
    };

    public HttpClient Http => http;

    public Uri Address => address;

    /// <summary>Whether the gateway and all services respond and accept requests.</summary>
    public async Task<bool> IsReady()
    {
        try
        {
            using var response = await http.GetAsync("/status");
            // Without an administrator, all requests get this.
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return (await response.Content.ReadAsStringAsync()).Contains("setup_required");
            if (!response.IsSuccessStatusCode) return false;
            using var status = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return status.RootElement.GetProperty("status").GetString() != "UNHEALTHY"
                && status.RootElement.GetProperty("services").GetArrayLength()
                    == ServiceCount + (apiKey is null ? 0 : 1);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return false;
        }
    }

    /// <summary>Returns the pid of a service or the gateway.</summary>
    public async Task<int> PidOf(string service) =>
        await FindPid(service) ?? throw new InvalidOperationException($"{service} does not respond.");

    /// <summary>Like <see cref="PidOf"/>; null while the service does not respond.</summary>
    public async Task<int?> FindPid(string service)
    {
        using var status = await Document("/status");
        foreach (var found in status.RootElement.GetProperty("services").EnumerateArray())
            if (found.GetProperty("service").GetString() == service && found.TryGetProperty("pid", out var pid))
                return pid.GetInt32();
        return null;
    }

    public Task<Experiment> CreateExperiment(string name) =>
        Send<Experiment>(HttpMethod.Post, "/api/v1/experiments", new NewExperiment(name));

    public Task<Run> StartRun(NewRun run) => Send<Run>(HttpMethod.Post, "/api/v1/runs", run);

    public Task<Run> GetRun(RunId runId) => Get<Run>($"/api/v1/runs/{runId}");

    public Task Log(RunId runId, RunBatch batch) => Send(HttpMethod.Post, $"/api/v1/runs/{runId}/batch", batch);

    public Task<Run> EndRun(RunId runId) =>
        Send<Run>(HttpMethod.Post, $"/api/v1/runs/{runId}/end", new { status = "COMPLETED" });

    public Task<ModelVersion> Register(string model, NewModelVersion version) =>
        Send<ModelVersion>(HttpMethod.Post, $"/api/v1/models/{model}/versions", version);

    public Task<ModelVersion> GetVersion(string model, int version) =>
        Get<ModelVersion>($"/api/v1/models/{model}/versions/{version}");

    public async Task<T> Get<T>(string path)
    {
        using var response = await http.GetAsync(path);
        return await Read<T>(response);
    }

    public async Task<JsonDocument> Document(string path)
    {
        using var response = await http.GetAsync(path);
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    public async Task<T> Send<T>(HttpMethod method, string path, object body)
    {
        using var response = await SendRaw(method, path, body);
        return await Read<T>(response);
    }

    public async Task Send(HttpMethod method, string path, object body)
    {
        using var response = await SendRaw(method, path, body);
        await EnsureSuccess(response);
    }

    public Task<HttpResponseMessage> SendRaw(HttpMethod method, string path, object body) =>
        http.SendAsync(new HttpRequestMessage(method, path)
        {
            Content = JsonContent.Create(body, body.GetType(), options: TauroJson.Options),
        });

    public void Dispose() => http.Dispose();

    private static async Task<T> Read<T>(HttpResponseMessage response)
    {
        await EnsureSuccess(response);
        return (await response.Content.ReadFromJsonAsync<T>(TauroJson.Options))!;
    }

    private static async Task EnsureSuccess(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return;
        var request = response.RequestMessage!;
        throw new HttpRequestException(
            $"{request.Method} {request.RequestUri}: {(int)response.StatusCode} " +
            await response.Content.ReadAsStringAsync(), null, response.StatusCode);
    }
}
