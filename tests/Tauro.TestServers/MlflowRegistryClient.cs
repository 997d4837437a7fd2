using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Tauro.TestServers;

/// <summary>Calls a registry like MLflow's clients do.</summary>
public abstract class MlflowRegistryClient
{
    public const string RunId = "00112233445566778899aabbccddeeff";

    public Task<JsonElement> Post(string path, object body) => Ok(HttpMethod.Post, path, body);

    public Task<JsonElement> Patch(string path, object body) => Ok(HttpMethod.Patch, path, body);

    public Task<JsonElement> Delete(string path, object body) => Ok(HttpMethod.Delete, path, body);

    public Task<JsonElement> Get(string path) => Ok(HttpMethod.Get, path);

    public Task<JsonElement> CreateModel(string name, params (string Key, string Value)[] tags) =>
        Post("registered-models/create", new { name, tags = Pairs(tags) });

    public Task<JsonElement> CreateVersion(string name, params (string Key, string Value)[] tags) =>
        Post("model-versions/create", new { name, source = $"runs:/{RunId}/model", run_id = RunId,
            tags = Pairs(tags) });

    /// <summary>Sends a request that must be refused with a code and with a phrase that clients match on.</summary>
    public async Task Refused(
        int status, string code, string phrase, HttpMethod method, string path, object? body = null)
    {
        var (actual, json) = await Send(method, $"/api/2.0/mlflow/{path}", Json(body));
        Assert.True(actual == status, $"{method} {path}: {actual} {json}");
        Assert.Equal(code, json.GetProperty("error_code").GetString());
        Assert.Contains(phrase, json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    public Task Refused(int status, string code, string phrase, string path, object? body = null) =>
        Refused(status, code, phrase, body is null ? HttpMethod.Get : HttpMethod.Post, path, body);

    /// <summary>Asserts that a response is exactly the expected one, which has <c>0</c> for times.</summary>
    public static void AssertShape(string expected, JsonElement body)
    {
        var actual = JsonNode.Parse(body.GetRawText())!;
        ResetTimes(actual);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), actual),
                $"Expected\n{expected}\nbut got\n{actual.ToJsonString()}");
    }

    public async Task<string[]> Names(string list, string query, string name = "name") =>
        (await Get(query)).TryGetProperty(list, out var found)
            ? [.. found.EnumerateArray().Select(item => item.GetProperty(name).GetString()!)]
            : [];

    protected abstract Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body);

    private async Task<JsonElement> Ok(HttpMethod method, string path, object? body = null)
    {
        var (status, json) = await Send(method, $"/api/2.0/mlflow/{path}", Json(body));
        Assert.True(status == 200, $"{method} {path}: {status} {json}");
        return json;
    }

    private static object? Json(object? body) => body is null or HttpContent ? body : JsonContent.Create(body);

    private static object[] Pairs((string Key, string Value)[] tags) =>
        [.. tags.Select(tag => new { key = tag.Key, value = tag.Value })];

    private static void ResetTimes(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach (var item in array) ResetTimes(item);
        if (node is not JsonObject members) return;
        foreach (var (name, value) in members.ToList())
        {
            if (!name.EndsWith("_timestamp", StringComparison.Ordinal)) ResetTimes(value);
            else if (value!.GetValueKind() == JsonValueKind.Number && value.GetValue<long>() > 1_600_000_000_000)
                members[name] = 0;
        }
    }
}
