using System.Net;
using System.Text;
using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking.LoggedModels;

/// <summary>Requests for the tests of logged models.</summary>
internal static class LoggedModelCalls
{
    /// <summary>Sends a request with any method and asserts the status.</summary>
    public static async Task<JsonElement> SendJson(
        this Suite suite, HttpMethod method, string path, object? body = null, int status = 200)
    {
        using var request = new HttpRequestMessage(method, $"/api/2.0/mlflow/{path}");
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await suite.Http.SendAsync(request);
        var value = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == (HttpStatusCode)status, $"{path}: {(int)response.StatusCode} {value}");
        return JsonDocument.Parse(value).RootElement;
    }

    /// <summary>Creates a model and returns its id.</summary>
    public static async Task<string> CreateModel(this Suite suite, string experiment, string? name = null) =>
        (await suite.Call("logged-models", new { experiment_id = experiment, name }))
            .GetProperty("model").GetProperty("info").GetString("model_id");

    public static async Task<JsonElement> Model(this Suite suite, string id) =>
        (await suite.Call($"logged-models/{id}")).GetProperty("model");

    /// <summary>Returns the names that a search finds, in its order.</summary>
    public static async Task<string[]> Names(this Suite suite, object search) =>
    [
        .. (await suite.Call("logged-models/search", search)).TryGetProperty("models", out var models)
            ? models.EnumerateArray().Select(model => model.GetProperty("info").GetString("name"))
            : [],
    ];

    public static Task LogMetrics(
        this Suite suite, string run, string model, double value, string? dataset = null,
        string? digest = null, long timestamp = 1, long step = 0, string key = "acc") =>
        suite.Call("runs/log-batch", new
        {
            run_id = run,
            metrics = new[]
            {
                new
                {
                    key, value, timestamp, step, model_id = model, dataset_name = dataset, dataset_digest = digest,
                },
            },
        });
}
