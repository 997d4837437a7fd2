using System.Net;
using System.Text;
using System.Text.Json;

namespace Tauro.Tracking.Api.Tests.Mlflow;

/// <summary>Requests as MLflow's clients send them, and what comes back.</summary>
internal static class MlflowCalls
{
    public static async Task<JsonElement> Call(this TrackingService service, string path, object? body = null)
    {
        var (status, answer) = await service.Ask(path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {answer}");
        return JsonDocument.Parse(answer).RootElement;
    }

    /// <summary>Asserts that a request was refused so, and gives the message.</summary>
    public static async Task<string> Refused(
        this TrackingService service, string path, object
            ? body, string errorCode = "INVALID_PARAMETER_VALUE", int status = 400)
    {
        var (got, answer) = await service.Ask(path, body);
        Assert.True((int)got == status, $"{path}: {(int)got} instead of {status}: {answer}");
        var error = JsonDocument.Parse(answer).RootElement;
        Assert.Equal(errorCode, error.GetProperty("error_code").GetString());
        return error.GetProperty("message").GetString()!;
    }

    /// <summary>A POST of an object or of JSON text; a GET when there is no body.</summary>
    public static async Task<(HttpStatusCode Status, string Answer)> Ask(
        this TrackingService service, string path, object? body = null)
    {
        var address = path.StartsWith('/') ? path : $"/api/2.0/mlflow/{path}";
        using var answer = body is null
            ? await service.Http.GetAsync(address)
            : await service.Http.PostAsync(address, new StringContent(
                body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<string> CreateExperiment(this TrackingService service, string? name = null) =>
        (await service.Call("experiments/create", new { name = name ?? $"e {Guid.NewGuid():N}" }))
            .Text("experiment_id");

    public static async Task<string> CreateRun(this TrackingService service, string? experimentId = null)
    {
        experimentId ??= await service.CreateExperiment();
        var created = await service.Call("runs/create", new { experiment_id = experimentId, start_time = 1 });
        return created.GetProperty("run").GetProperty("info").Text("run_id");
    }

    public static async Task<JsonElement> Run(this TrackingService service, string runId) =>
        (await service.Call($"runs/get?run_id={runId}")).GetProperty("run");

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>The texts at one member of the objects in a list; empty when the list is left out.</summary>
    public static string[] Texts(this JsonElement element, string list, string name) =>
        element.TryGetProperty(list, out var items) ? [.. items.EnumerateArray().Select(item => item.Text(name))] : [];

    /// <summary>Tags or params as a dictionary.</summary>
    public static Dictionary<string, string> Pairs(this JsonElement element, string list) =>
        element.TryGetProperty(list, out var items)
            ? items.EnumerateArray().ToDictionary(pair => pair.Text("key"), pair => pair.Text("value"))
            : [];
}
