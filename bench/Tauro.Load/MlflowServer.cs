using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Load;

/// <summary>A client of MLflow's API. A response other than 2xx throws.</summary>
public sealed class MlflowServer : IDisposable
{
    private const int ReadBytes = 64 * 1024;
    private const int ErrorCharsMax = 300;
    private const string Api = "api/2.0/mlflow/";
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http;

    public MlflowServer(Uri url, int connectionsMax)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connectionsMax,
            UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        };
        http = new HttpClient(handler) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>Sends JSON and reads the response to its end.</summary>
    public async Task Post(string route, ReadOnlyMemory<byte> body)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        await Drain(new HttpRequestMessage(HttpMethod.Post, Api + route) { Content = content });
    }

    public Task Post(string route, object body) => Post(route, JsonSerializer.SerializeToUtf8Bytes(body));

    /// <summary>Reads a response to its end.</summary>
    /// <returns>Its length in bytes.</returns>
    public Task<long> Get(string route) => Fetch(Api + route);

    /// <inheritdoc cref="Get"/>
    public Task<long> Fetch(string path) => Drain(new HttpRequestMessage(HttpMethod.Get, path));

    public Task Put(string path, HttpContent content) =>
        Drain(new HttpRequestMessage(HttpMethod.Put, path) { Content = content });

    public async Task<JsonObject> PostJson(string route, object body)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = Json;
        using var response = await http.PostAsync(Api + route, content);
        return await Parse(response);
    }

    public async Task<JsonObject> GetJson(string route)
    {
        using var response = await http.GetAsync(Api + route);
        return await Parse(response);
    }

    public async Task<string> NewExperiment(string? name = null) =>
        (string)(await PostJson("experiments/create", new { name = name ?? $"load {Unique()}" }))["experiment_id"]!;

    public async Task<string> NewRun(string experiment)
    {
        var body = new
        {
            experiment_id = experiment, start_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        };
        return (string)(await PostJson("runs/create", body))["run"]!["info"]!["run_id"]!;
    }

    /// <summary>Creates a run for each client, in a new experiment.</summary>
    public async Task<string[]> NewRuns(int count)
    {
        var experiment = await NewExperiment();
        return await Task.WhenAll(Enumerable.Range(0, count).Select(_ => NewRun(experiment)));
    }

    public static string Unique() => Guid.NewGuid().ToString("n")[..12];

    public void Dispose() => http.Dispose();

    private static async Task<JsonObject> Parse(HttpResponseMessage response)
    {
        await EnsureSuccess(response);
        return (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync()))!.AsObject();
    }

    private async Task<long> Drain(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await EnsureSuccess(response);
            await using var body = await response.Content.ReadAsStreamAsync();
            var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
            try
            {
                long total = 0;
                while (await body.ReadAsync(buffer) is > 0 and var read) total += read;
                return total;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static async Task EnsureSuccess(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return;
        var body = await response.Content.ReadAsStringAsync();
        throw new HttpRequestException(
            $"HTTP {(int)response.StatusCode} {body[..Math.Min(body.Length, ErrorCharsMax)]}", null,
            response.StatusCode);
    }
}
