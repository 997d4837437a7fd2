using System.Text;
using Tauro.Contracts;

namespace Tauro.Gateway.Tests.Edge;

[Collection("edge")]
public sealed class OriginTests(EdgeHosts hosts)
{
    private const string Restore = "POST /api/v1/experiments/12345678/restore";

    public static TheoryData<string, string, bool> Origins
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (string name in new[] { "gateway", "tracking", "registry" })
            {
                foreach (var origin in new[]
                {
                    "https://evil.test", "null", "http://localhost.evil.test", "http://192.168.1.7",
                    "http://[::1].evil", "http://[::1]@evil.test", "http://localhost/evil.test", "", "localhost",
                    $"http://{name}", $"http://{name}:5080", "http://registry",
                })
                    data.Add(name, origin, false);
                foreach (var origin in new[]
                {
                    "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:5173", "HTTP://LOCALHOST",
                    "http://10.1.2.3:5080", "tauri://localhost",
                })
                    data.Add(name, origin, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task Only_a_page_of_this_machine_or_host_may_change_data(string name, string origin, bool isAllowed)
    {
        // Without a body, a browser does not ask first.
        foreach (var line in new[]
        {
            $"POST {EdgeHosts.PathOf(name)}/1/restore", $"POST {EdgeHosts.PathOf(name)}/m/versions/1/finalize",
            $"DELETE {EdgeHosts.PathOf(name)}/nothing", $"POST {EdgeHosts.MlflowPathOf(name)}",
        })
        {
            var response = await hosts.Send(
                name, line, "Host: 10.1.2.3:5080", $"Origin: {origin}", "Content-Length: 0");
            Assert.Equal((line, isAllowed), (line, response.Status is 400 or 404 or 405 or 415));
            Assert.Equal(
                (line, isAllowed),
                (line, !response.Body.Contains("foreign_origin") && !response.Body.Contains("Cross-origin")));
        }
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task Two_origins_are_rejected(string name)
    {
        var response = await hosts.Send(
            name, $"POST {EdgeHosts.PathOf(name)}", "Origin: http://localhost", "Origin: https://evil.test",
            "Content-Length: 0");
        Assert.Equal(403, response.Status);
        Assert.Contains("foreign_origin", response.Body);
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_page_that_may_change_data_may_also_read_it_and_others_may_not(string name)
    {
        const string Local = "http://localhost:3000";
        foreach (var (origin, allowed) in new[] { (Local, Local), ("https://evil.test", null) })
        {
            var read = await hosts.Send(name, $"GET {EdgeHosts.PathOf(name)}", $"Origin: {origin}");
            var asked = await hosts.Send(
                name, $"OPTIONS {EdgeHosts.MlflowPathOf(name)}", $"Origin: {origin}",
                "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type");
            Assert.Equal((200, 204), (read.Status, asked.Status));
            Assert.Equal(allowed, read.Header("Access-Control-Allow-Origin"));
            Assert.Equal(allowed, asked.Header("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_page_may_read_why_it_was_refused(string name)
    {
        const string Page = "http://localhost:3000";
        foreach (var (line, status, header) in new[]
        {
            ($"GET {EdgeHosts.PathOf(name)}/..", 400, "Accept: */*"),
            ($"GET {EdgeHosts.PathOf(name)}", 403, "Host: evil.test"),
        })
        {
            var response = await hosts.Send(name, line, header, $"Origin: {Page}");
            Assert.Equal((line, status), (line, response.Status));
            Assert.Equal(Page, response.Header("Access-Control-Allow-Origin"));
        }

        using var http = new HttpClient { BaseAddress = hosts.AddressOf(name) };
        using var request = new HttpRequestMessage(HttpMethod.Post, EdgeHosts.PathOf(name))
        {
            Content = new ByteArrayContent(new byte[Limits.JsonBodyBytesMax + 1]),
        };
        request.Headers.ExpectContinue = true;
        request.Headers.Add("Origin", Page);
        using var tooLarge = await http.SendAsync(request);
        Assert.Equal(413, (int)tooLarge.StatusCode);
        Assert.Equal([Page], tooLarge.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_page_on_the_name_of_a_service_may_not_read(string name)
    {
        var response = await hosts.Send(name, $"GET {EdgeHosts.PathOf(name)}", $"Origin: http://{name}");
        Assert.Null(response.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [MemberData(nameof(EdgeHosts.Names), MemberType = typeof(EdgeHosts))]
    public async Task A_port_of_other_digits_is_a_foreign_origin(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, EdgeHosts.PathOf(name));
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = hosts.AddressOf(name) };
        request.Headers.TryAddWithoutValidation("Origin", "http://localhost:\u0663");
        using var response = await client.SendAsync(request);
        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task Every_allowed_host_is_not_every_allowed_origin()
    {
        await using var own = new EdgeHosts(new() { ["TAURO_ALLOWED_HOSTS"] = "*" });
        foreach (var (origin, status) in new[] { ("https://mlops.test", 404), ("https://evil.test", 403) })
        {
            var response = await own.Send(
                "gateway", Restore, "Host: mlops.test", $"Origin: {origin}", "Content-Length: 0");
            Assert.Equal(status, response.Status);
        }
    }

    [Fact]
    public async Task A_host_that_only_the_gateway_knows_is_allowed_as_host_and_as_origin()
    {
        await using var own = new EdgeHosts(
            settings: [], gatewaySettings: new() { ["TAURO_ALLOWED_HOSTS"] = "mlops.test, other.test" });
        var response = await own.Send(
            "gateway", Restore, "Host: mlops.test", "Origin: https://other.test", "Content-Length: 0");
        Assert.Equal(404, response.Status); // of the service
    }
}
