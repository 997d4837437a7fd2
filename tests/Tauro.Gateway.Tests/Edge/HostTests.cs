namespace Tauro.Gateway.Tests.Edge;

[Collection("edge")]
public sealed class HostTests(EdgeHosts hosts)
{
    public static TheoryData<string, string> Foreign => Cross(
        "evil.test", "evil.test:5080", "localhost.evil.test", "8.8.8.8", "172.32.0.1:5080", "127.0.0.1.evil.test",
        "100.128.0.1", "169.253.0.1", "evil.test.", "localhost:123456");

    public static TheoryData<string, string> Own => Cross(
        "localhost", "LOCALHOST:5080", "127.0.0.1:1", "[::1]:5080", "[::ffff:127.0.0.1]", "0.0.0.0:5080",
        "192.168.1.7", "10.0.0.1:80", "172.31.255.1", "[fd00::1]:80", "localhost.",
        "169.254.1.2:8080", "100.64.0.1", "100.127.255.254:80");

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_foreign_host_is_rejected_on_every_path(string name, string host)
    {
        foreach (var path in new[] { "/status", EdgeHosts.PathOf(name), "/openapi/v1.json", "/metrics", "/nowhere" })
        {
            var response = await hosts.Send(name, $"GET {path}", $"Host: {host}");
            Assert.Equal((403, path), (response.Status, path));
            Assert.Contains("foreign_host", response.Body);
        }

        var mlflow = await hosts.Send(name, $"GET {EdgeHosts.MlflowPathOf(name)}", $"Host: {host}");
        Assert.Equal((403, "text/plain; charset=utf-8"), (mlflow.Status, mlflow.Header("Content-Type")));
        Assert.Contains("possible DNS rebinding attack", mlflow.Body);
    }

    [Theory]
    [MemberData(nameof(Own))]
    public async Task Localhost_and_private_addresses_are_allowed_hosts(string name, string host)
    {
        var response = await hosts.Send(name, $"GET {EdgeHosts.PathOf(name)}", $"Host: {host}");
        Assert.Equal(200, response.Status);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task The_name_of_the_service_is_an_allowed_host(string name)
    {
        var response = await hosts.Send(name, $"GET {EdgeHosts.PathOf(name)}", $"Host: {name}:8080");
        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("gateway", "tracking"), InlineData("gateway", "registry"), InlineData("tracking", "gateway")]
    [InlineData("registry", "tracking")]
    public async Task The_name_of_another_service_is_a_foreign_host(string name, string other)
    {
        var response = await hosts.Send(name, $"GET {EdgeHosts.PathOf(name)}", $"Host: {other}");
        Assert.Equal(403, response.Status);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_page_cannot_hide_a_foreign_host_behind_a_forwarded_one(string name)
    {
        foreach (var path in new[] { EdgeHosts.PathOf(name), EdgeHosts.MlflowPathOf(name) })
        {
            var hidden = await hosts.Send(
                name, $"GET {path}", "Host: evil.test", "X-Forwarded-Host: localhost");
            Assert.Equal(403, hidden.Status);
        }
    }

    [Theory]
    [InlineData("gateway", 403), InlineData("tracking", 200), InlineData("registry", 200)]
    public async Task Only_the_gateway_checks_a_forwarded_host(string name, int status)
    {
        var response = await hosts.Send(
            name, $"GET {EdgeHosts.PathOf(name)}", $"Host: {name}", "X-Forwarded-Host: mlops.test");
        Assert.Equal(status, response.Status);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_probe_may_use_any_host_and_reads_only_the_status(string name)
    {
        string[] paths = name == "gateway"
            ? ["/health", "/version", "/health/startup", "/health/live", "/health/ready"]
            : ["/health/startup", "/health/live", "/health/ready"];
        foreach (var path in paths)
        {
            var response = await hosts.Send(name, $"GET {path}", "Host: 34.120.5.6:5080");
            Assert.Equal((200, path), (response.Status, path));
            Assert.DoesNotContain("folder", response.Body);
        }

        Assert.Contains("\"name\"", (await hosts.Send(name, "GET /health/ready")).Body);
    }

    [Theory]
    [InlineData("*.mlops.test", "a.mlops.test", 200), InlineData("*.mlops.test", "A.B.Mlops.test:80", 200)]
    [InlineData("*.mlops.test", "mlops.test", 403), InlineData("*.mlops.test", "xmlops.test", 403)]
    [InlineData("*", "anything.test", 200), InlineData("2001:db8::1", "[2001:db8::1]:5080", 200)]
    [InlineData("mlops.test, other.test", "other.test", 200), InlineData("mlops.test", "mlops.test.", 200)]
    public async Task Allowed_hosts_may_have_wildcards(string allowed, string host, int status)
    {
        await using var gateway = RunningGateway.Start(null, null, new() { ["TAURO_ALLOWED_HOSTS"] = allowed });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Host = host;
        using var response = await gateway.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private static TheoryData<string, string> Cross(params string[] values)
    {
        var data = new TheoryData<string, string>();
        foreach (var value in values)
            foreach (string name in new[] { "gateway", "tracking", "registry" }) data.Add(name, value);
        return data;
    }
}
