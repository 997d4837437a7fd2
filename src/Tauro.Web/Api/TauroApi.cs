using System.Net;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Health;
using Tauro.Contracts.Json;

namespace Tauro.Web.Api;

/// <summary>The native API, through the gateway, as any client uses it.</summary>
internal sealed partial class TauroApi(HttpClient http, IHttpClientFactory clients)
{
    private const string Api = "/api/v1";

    public Task<ApiResult<SuiteStatus>> GetStatus(CancellationToken cancel) => Get<SuiteStatus>("/status", cancel);

    private static string Escape(string value) => Uri.EscapeDataString(value);

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new QueryString();
        foreach (var (name, value) in parameters)
            if (!string.IsNullOrEmpty(value)) query = query.Add(name, value);
        return query.ToUriComponent();
    }

    private Task<ApiResult<T>> Get<T>(string path, CancellationToken cancel)
        where T : class => Request<T>(HttpMethod.Get, path, null, cancel);

    private Task<ApiResult<T>> Post<T>(string path, object body, CancellationToken cancel)
        where T : class => Request<T>(HttpMethod.Post, path, body, cancel);

    /// <summary>Changes something.</summary>
    /// <returns>The problem; null when it is done.</returns>
    private async Task<Problem?> Send(HttpMethod method, string path, object? body, CancellationToken cancel) =>
        (await Request<object>(method, path, body, cancel)).Problem;

    /// <summary>Starts work that may take minutes, and waits for it.</summary>
    private Task<ApiResult<T>> Work<T>(string path, CancellationToken cancel)
        where T : class =>
        Request<T>(clients.CreateClient(ApiSetup.LongWork), HttpMethod.Post, path, null, cancel);

    private Task<ApiResult<T>> Request<T>(HttpMethod method, string path, object? body, CancellationToken cancel)
        where T : class => Request<T>(http, method, path, body, cancel);

    private static Task<ApiResult<T>> Request<T>(
        HttpClient client, HttpMethod method, string path, object? body, CancellationToken cancel)
        where T : class => Try(
        async () =>
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = body as HttpContent
                    ?? JsonContent.Create(body, body.GetType(), options: TauroJson.Options);
            using var response = await client.SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode) return new ApiResult<T>(null, await ReadProblem(response, cancel));
            return response.StatusCode == HttpStatusCode.NoContent
                ? default
                : new ApiResult<T>(await response.Content.ReadFromJsonAsync<T>(TauroJson.Options, cancel), null);
        },
        cancel);

    private static async Task<ApiResult<T>> Try<T>(Func<Task<ApiResult<T>>> send, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await send();
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or NotSupportedException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new ApiResult<T>(null, new Problem(
                "", "Unavailable", StatusCodes.Status503ServiceUnavailable,
                "Tauro does not respond. Try again in a moment.", ProblemCodes.UpstreamUnavailable, ""));
        }
    }

    /// <summary>Reads a problem, or an error of MLflow's API as one.</summary>
    private static async Task<Problem?> ReadProblem(HttpResponseMessage response, CancellationToken cancel)
    {
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(TauroJson.Options, cancel);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("error_code", out var code))
            return json.Deserialize<Problem>(TauroJson.Options);
        var message = json.TryGetProperty("message", out var detail) ? detail.ToString() : "";
        return new Problem("", "Not possible", (int)response.StatusCode, message, code.ToString(), "");
    }
}
