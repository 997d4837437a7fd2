using System.Net.Http.Json;
using System.Text.Json;

namespace Tauro.Gateway.Tests.Edge;

public sealed class ProxyTests
{
    private static readonly Dictionary<string, string> Public = new() { ["TAURO_ALLOWED_HOSTS"] = "mlops.test" };

    [Theory]
    [InlineData("gateway"), InlineData("tracking")]
    public async Task Upload_addresses_are_those_of_the_proxy(string name)
    {
        await using var hosts = new EdgeHosts(Public);
        Assert.StartsWith(
            "https://mlops.test/below/api/2.0/mlflow-artifacts/mpu/uploads/",
            await BeginUpload(hosts.AddressOf(name), "", new()
            {
                ["X-Forwarded-For"] = "203.0.113.7", ["X-Forwarded-Proto"] = "https",
                ["X-Forwarded-Host"] = "mlops.test", ["X-Forwarded-Prefix"] = "/below",
            }));
        Assert.StartsWith(
            "http://mlops.test:5080/api/", await BeginUpload(hosts.AddressOf(name), "", new()
            {
                ["Host"] = "mlops.test:5080",
            }));
    }

    [Theory]
    [InlineData("", "b.test"), InlineData("10.0.0.0/8", "a.test"), InlineData("10.0.0.9", "a.test")]
    [InlineData("10.0.0.8, 11.0.0.0/8", "b.test")]
    public async Task Hosts_are_followed_up_to_the_first_unknown_proxy(string known, string host)
    {
        await using var hosts = new EdgeHosts(new() { ["TAURO_KNOWN_PROXIES"] = known });
        Assert.StartsWith(
            $"http://{host}/api/",
            await BeginUpload(hosts.AddressOf("tracking"), "", new()
            {
                ["X-Forwarded-For"] = "203.0.113.7, 10.0.0.9", ["X-Forwarded-Host"] = "a.test, b.test",
            }));
    }

    [Fact]
    public async Task Hosts_that_only_the_gateway_knows_reach_the_service()
    {
        await using var hosts = new EdgeHosts(settings: [], gatewaySettings: Public);
        Assert.StartsWith("http://mlops.test:5080/api/", await BeginUpload(hosts.AddressOf("gateway"), "", new()
        {
            ["Host"] = "mlops.test:5080",
        }));
    }

    [Fact]
    public async Task The_reference_sends_requests_below_the_path_base()
    {
        await using var hosts = new EdgeHosts(new() { ["Gateway:PathBase"] = "/team/mlflow" });
        var page = await hosts.Send("gateway", "GET /team/mlflow/scalar/v1");
        Assert.Contains("/team/mlflow/\"", page.Body.Replace("\\u002F", "/"));
    }

    [Fact]
    public async Task Everything_is_served_below_the_path_base()
    {
        await using var hosts = new EdgeHosts(new() { ["Gateway:PathBase"] = "/team/mlflow" });
        var gateway = hosts.AddressOf("gateway");
        foreach (var path in new[]
        {
            "/health", "/version", "/api/v1/experiments", "/api/2.0/mlflow/experiments/get?experiment_id=0", "/status",
            "/ajax-api/2.0/mlflow/experiments/get?experiment_id=0", "/openapi/v1.json", "/metrics",
            "//api/2.0/mlflow/registered-models/search", "/ajax-api/2.0/mlflow-artifacts/artifacts", "/scalar/v1",
        })
        {
            var response = await hosts.Send("gateway", $"GET /team/mlflow{path}");
            Assert.Equal((200, path), (response.Status, path));
        }

        Assert.Equal(404, (await hosts.Send("gateway", "GET /team/mlflowing/health")).Status);
        Assert.Equal(200, (await hosts.Send("gateway", "GET /health")).Status);
        Assert.StartsWith(
            $"{gateway}team/mlflow/api/2.0/mlflow-artifacts/mpu/uploads/",
            await BeginUpload(gateway, "/team/mlflow", []));

        using var http = new HttpClient { BaseAddress = gateway };
        using var created = await http.PostAsJsonAsync("/team/mlflow/api/v1/experiments", new { name = "below" });
        Assert.StartsWith("/team/mlflow/api/v1/experiments/", created.Headers.Location!.OriginalString);
        using var moved = await http.PostAsJsonAsync("/team/mlflow/api/v1/runs", new { experiment_id = "0" });
        using var artifact = await http.PutAsync(
            $"/team/mlflow/{moved.Headers.Location!.OriginalString["/team/mlflow/".Length..]}/artifacts/a/b",
            new ByteArrayContent(new byte[3]));
        Assert.Equal(201, (int)artifact.StatusCode);
    }

    private static async Task<string> BeginUpload(Uri address, string prefix, Dictionary<string, string> headers)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{prefix}/api/2.0/mlflow-artifacts/mpu/create/0/r/artifacts")
        {
            Content = JsonContent.Create(new { path = "model.bin", num_parts = 1 }),
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("credentials")[0].GetProperty("url").GetString()!;
    }
}
