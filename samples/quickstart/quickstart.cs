using System.Text.Json.Nodes;

var url = Environment.GetEnvironmentVariable("TAURO_URL") ?? "http://127.0.0.1:5080";
using var tauro = new HttpClient { BaseAddress = new Uri(url) };

var experiment = await Post("experiments", new() { ["name"] = "credit-risk-net" });
var run = await Post("runs", new() { ["experiment_id"] = (string?)experiment["experiment_id"] });

var points = new JsonArray();
for (var step = 0; step < 1_000; step++)
    points.Add(new JsonObject
    {
        ["key"] = "loss",
        ["value"] = 1.0 / (step + 1),
        ["step"] = step,
        ["timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
    });

await Post($"runs/{run["run_id"]}/batch", new() { ["metrics"] = points });
var ended = await Post($"runs/{run["run_id"]}/end", new() { ["status"] = "COMPLETED" });
Console.WriteLine($"{ended["name"]} {ended["status"]}, loss {ended["metrics"]!["loss"]!["value"]}");

async Task<JsonNode> Post(string path, JsonObject body)
{
    using var content = new StringContent(body.ToJsonString(), null, "application/json");
    using var response = await tauro.PostAsync($"/api/v1/{path}", content);
    var json = await response.Content.ReadAsStringAsync();
    if (!response.IsSuccessStatusCode)
        throw new HttpRequestException($"{(int)response.StatusCode} {json}");
    return json.Length == 0 ? new JsonObject() : JsonNode.Parse(json)!;
}
