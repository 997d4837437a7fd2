using System.Net;

namespace Tauro.Gateway.Tests;

public sealed class BrowserRulesTests
{
    [Theory]
    [InlineData("evil.test"), InlineData("localhost.evil.test"), InlineData("8.8.8.8"), InlineData("172.32.0.1:5080")]
    public async Task A_foreign_host_is_rejected_on_every_path(string host)
    {
        await using var gateway = RunningGateway.Start(null, null);
        foreach (var path in new[] { "/", "/status", "/api/v1/experiments", "/openapi/v1.json" })
        {
            using var response = await Send(gateway, HttpMethod.Get, path, host);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Contains("foreign_host", await response.Content.ReadAsStringAsync());
        }

        using var mlflow = await Send(gateway, HttpMethod.Get, "/api/2.0/mlflow/experiments/get", host);
        Assert.Equal((HttpStatusCode.Forbidden, "text/plain"),
            (mlflow.StatusCode, mlflow.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("localhost"), InlineData("LOCALHOST:5080"), InlineData("127.0.0.1:1"), InlineData("[::1]:5080")]
    [InlineData("192.168.1.7"), InlineData("10.0.0.1:80"), InlineData("172.31.255.1")]
    public async Task Localhost_and_private_addresses_are_allowed_hosts(string host)
    {
        await using var gateway = RunningGateway.Start(null, null);
        using var response = await Send(gateway, HttpMethod.Get, "/health", host);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.test", 403), InlineData("null", 403), InlineData("http://localhost.evil.test", 403)]
    [InlineData("http://192.168.1.7", 403)]
    [InlineData("http://localhost:3000", 200), InlineData("http://127.0.0.1:8080", 200), InlineData(null, 200)]
    public async Task A_change_requested_by_a_page_of_another_site_is_rejected(string? origin, int status)
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);
        foreach (var path in new[] { "/api/v1/experiments", "/api/2.0/mlflow/experiments/create" })
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Delete })
            {
                using var response = await Send(gateway, method, path, "localhost", origin);
                Assert.Equal(status, (int)response.StatusCode);
            }
    }

    [Fact]
    public async Task A_page_of_another_site_gets_a_response_that_it_may_not_read()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(tracking.Address, null);
        using var response = await Send(
            gateway, HttpMethod.Get, "/api/v1/experiments", "localhost", "https://evil.test");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_configured_host_is_allowed_as_host_and_as_origin()
    {
        await using var tracking = await Backend.Start("tracking");
        await using var gateway = RunningGateway.Start(
            tracking.Address, null, new() { ["TAURO_ALLOWED_HOSTS"] = "mlops.test, other.test" });
        using var response = await Send(
            gateway, HttpMethod.Post, "/api/v1/experiments", "mlops.test", "https://other.test");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task<HttpResponseMessage> Send(
        RunningGateway gateway, HttpMethod method, string path, string host, string? origin = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        return gateway.Http.SendAsync(request);
    }
}
