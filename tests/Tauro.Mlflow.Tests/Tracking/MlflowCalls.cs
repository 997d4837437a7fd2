using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>Sends requests like MLflow's clients do.</summary>
internal static class MlflowCalls
{
    public static async Task<JsonElement> Call(this Suite suite, string path, object? body = null)
    {
        var (status, result) = await suite.Request(path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {result}");
        return JsonDocument.Parse(result).RootElement;
    }

    /// <summary>Asserts that a request is refused with a code and status, and returns the message.</summary>
    public static async Task<string> Refused(
        this Suite suite, string path, object
            ? body, string errorCode = "INVALID_PARAMETER_VALUE", int status = 400)
    {
        var (actual, result) = await suite.Request(path, body);
        Assert.True((int)actual == status, $"{path}: {(int)actual} instead of {status}: {result}");
        var error = JsonDocument.Parse(result).RootElement;
        Assert.Equal(errorCode, error.GetProperty("error_code").GetString());
        return error.GetProperty("message").GetString()!;
    }

    /// <summary>Sends a POST with an object or a JSON string, or a GET without a body.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> Request(
        this Suite suite, string path, object? body = null)
    {
        var address = path.StartsWith('/') ? path : $"/api/2.0/mlflow/{path}";
        using var response = body is null
            ? await suite.Http.GetAsync(address)
            : await suite.Http.PostAsync(address, new StringContent(
                body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request with any method; without a body it has no content type.</summary>
    public static async Task<JsonNode> SendJson(
        this Suite suite, HttpMethod method, string address, object? body = null, int status = 200)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await suite.Http.SendAsync(request);
        var value = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{method} {address}: {(int)response.StatusCode} {value}");
        return JsonNode.Parse(value)!;
    }

    public static async Task<string> CreateExperiment(this Suite suite, string? name = null) =>
        (await suite.Call("experiments/create", new { name = name ?? $"e {Guid.NewGuid():N}" }))
            .GetString("experiment_id");

    public static async Task<string> CreateRun(this Suite suite, string? experimentId = null)
    {
        experimentId ??= await suite.CreateExperiment();
        var created = await suite.Call("runs/create", new { experiment_id = experimentId, start_time = 1 });
        return created.GetProperty("run").GetProperty("info").GetString("run_id");
    }

    public static async Task<JsonElement> Run(this Suite suite, string runId) =>
        (await suite.Call($"runs/get?run_id={runId}")).GetProperty("run");

    public static string GetString(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>Returns a string member of all objects in a list; empty if the list is absent.</summary>
    public static string[] GetStrings(this JsonElement element, string list, string name) =>
        element.TryGetProperty(list, out var items)
            ? [.. items.EnumerateArray().Select(item => item.GetString(name))]
            : [];

    /// <summary>Returns tags or params as a dictionary.</summary>
    public static Dictionary<string, string> Pairs(this JsonElement element, string list) =>
        element.TryGetProperty(list, out var items)
            ? items.EnumerateArray().ToDictionary(pair => pair.GetString("key"), pair => pair.GetString("value"))
            : [];
}
