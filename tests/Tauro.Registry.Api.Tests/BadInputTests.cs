using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;

namespace Tauro.Registry.Api.Tests;

/// <summary>Sends every kind of bad request to every endpoint.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly string Long = new('x', 20_000);

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{", "{\"", "\"text\"", "1", "true", "{\"a\": }", "\u0000", "{\"name\": 1}", "\ufeff{}",
        "{\"name\": null, \"version\": null, \"stage\": null, \"path\": null, \"source\": null}",
        "{\"name\": {}, \"version\": [], \"stage\": {}, \"path\": 1, \"tags\": [], \"metrics\": 3}",
        "{\"name\": \"a\", \"tags\": {\"a\": 1}}", "{\"name\": \"a\", \"tags\": {\"a\": null}}", "{\"name\": \"a/b\"}",
        "{\"version\": 99999999999, \"stage\": \"Nowhere\", \"size_bytes\": -1}", "{\"version\": 1.5}",
        "{\"stage\": 7}", "{\"stage\": \"NONE\", \"archive_existing\": true}", "{\"framework\": \"cobol\"}",
        "{\"artifact_mode\": \"BEAM\"}", "{\"artifact_mode\": \"COPY\"}", "{\"source\": \"file:///etc/passwd\"}",
        "{\"source\": \"runs:/00112233445566778899aabbccddeeff/../x\"}", "{\"source_run_id\": \"x\"}",
        "{\"hyperparameters\": {\"a\": [1]}}", "{\"hyperparameters\": {\"a\": {\"b\": {}}}}",
        "{\"metrics\": {\"a\": \"x\"}}",
        "{\"metrics\": {\"a\": 1e999}}", "{\"metrics\": {\" \": 1}}", "{\"a\": \"\\ud800\"}", "{\"a\": 1, \"a\": 2}",
        "{\"name\": \"\\ud800\"}", "{\"path\": \"../x\"}", "{\"path\": \"/x\"}", "{\"path\": \"a\\\\b\"}",
        "{\"path\": \"%2e%2e/x\"}", "{\"path\": \"\"}", "{\"sha256\": \"x\"}",
        $"{{\"name\": \"{Long}\"}}", $"{{\"name\": \"a\", \"description\": \"{Long}\"}}",
        $"{{\"name\": \"a\", \"tags\": {{\"{Long}\": \"\"}}}}", $"{{\"path\": \"{Long}\"}}",
        $"{{\"source\": \"{Long}\"}}",
        $"{{\"metrics\": {{\"{Long}\": 1}}}}", new string('[', 2_000),
    ];

    private static readonly string[] Ids =
        ["missing", "%00", "..%2f..", "a%20b", "%F0%9F%90%82", "-1", "0", "999999999999", new string('9', 600)];

    private static readonly string[] Queries =
    [
        "", "?max_results=x&limit=x&after=x", "?max_results=-1&limit=0&after=-1", "?max_results=0",
        "?max_results=99999999999999999999", "?page_token=%ff%fe", "?page_token=", "?page_token=W10=", "?name=",
        "?name=*", "?name=" + new string('*', 600), "?name=((((*", "?name=%00", "?stage=9", "?stage=", "?status=no",
        "?framework=", "?framework=cobol", "?tag=", "?tag==", "?tag=%00=%00", "?recursive=maybe", "?path=..%2f..",
        "?path=%2e%2e", "?path=a//b", "?path=%252e%252e", "?source_run_id=%00", "?limit=100000000",
        "?filter=%27", "?filter=name%20%3D", "?filter=(((", "?order_by=", "?order_by=%00",
        "?order_by=name&order_by=name",
        "?filter=name%20RLIKE%20%27(%27", "?filter=" + new string('x', 6_000),
    ];

    private static readonly string[] EvilPaths =
    [
        "..%2f..%2fetc%2fpasswd", "%2e%2e%2fx", "%252e%252e%252fx", "a/%252e%252e/x",
        "..%5c..%5cx", "a%5cb", "c:%5cx", "c:x",
        "a%00b", "a/b%0a", "a//b", "/etc/passwd", "%2fetc", "a/..%2fb", "...%2f", "x.", "x%20", "%c0%ae%c0%ae/x",
        "%ed%a0%80", new string('a', 256), "a/" + new string('b', 2_000),
    ];

    private static readonly HashSet<string> Codes =
        [.. typeof(ProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private RegistryHost service = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RegistryHost.Start();
        await service.Register("m", new { });
        await service.Register("1", new { artifact_mode = "NONE" });
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private IEnumerable<(RouteEndpoint Endpoint, string Method)> Endpoints =>
        from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = endpoint.RoutePattern.RawText!
        where route.Contains("api/v1", StringComparison.Ordinal)
        // A valid request for a stream never ends; bad ones are tested where the stream is defined.
        where !route.EndsWith("/stream", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (endpoint, method);

    [Fact]
    public async Task A_bad_body_never_causes_more_than_a_problem()
    {
        var sent = 0;
        foreach (var (endpoint, method) in Endpoints.Where(
            e => e.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null))
        {
            foreach (var body in Bodies)
            {
                var what = $"{method} {endpoint.RoutePattern.RawText} <- {body[..Math.Min(80, body.Length)]}";
                await Check(await Send(method, GetPath(endpoint, "1"), Json(body)), what);
                sent++;
            }

            var bytes = new ByteArrayContent([0xff, 0xfe, 0x00]);
            var where = $"{method} {endpoint.RoutePattern.RawText}";
            await Check(await Send(method, GetPath(endpoint, "1"), bytes), $"{where} <- bytes");
            await Check(await Send(method, GetPath(endpoint, "1"), null), $"{where} <- nothing");
        }

        Assert.InRange(sent, 10 * Bodies.Length, int.MaxValue);
    }

    [Fact]
    public async Task A_bad_id_or_query_never_causes_more_than_a_problem()
    {
        foreach (var (endpoint, method) in Endpoints)
        {
            var takesBody = endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null;
            foreach (var address in Ids.Select(id => GetPath(endpoint, id)).Concat(
                Queries.Select(q => GetPath(endpoint, "1") + q)))
                await Check(await Send(method, address, takesBody ? Json("{}") : null), $"{method} {address}");
        }
    }

    [Theory]
    [InlineData("{"), InlineData("[1"), InlineData("nonsense"), InlineData("{\"a\": }")]
    public async Task Malformed_JSON_is_always_400(string body)
    {
        foreach (var (endpoint, method) in Endpoints)
        {
            var accepts = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
            if (accepts?.ContentTypes.Contains("application/json") != true) continue;
            var response = await Send(method, GetPath(endpoint, "1"), Json(body));
            Assert.Equal(
                (endpoint.RoutePattern.RawText, 400), (endpoint.RoutePattern.RawText, (int)response.StatusCode));
        }
    }

    [Fact]
    public async Task No_path_escapes_the_folder_of_the_version()
    {
        var before = FilesOnDisk();
        foreach (var path in EvilPaths)
        {
            foreach (var method in new[] { "PUT", "GET", "HEAD", "DELETE" })
            {
                var content = method == "PUT" ? new ByteArrayContent([1]) : null;
                var response = await Send(method, $"/api/v1/models/m/versions/1/artifacts/{path}", content);
                await Check(response, $"{method} {path}");
                Assert.True((int)response.StatusCode >= 400, $"{method} {path}: {(int)response.StatusCode}");
            }

            // In a URL it is not UTF-8, but in JSON it is a name with percent signs.
            if (path.Equals("%ed%a0%80", StringComparison.OrdinalIgnoreCase)) continue;
            var value = JsonSerializer.Serialize(new { path = Uri.UnescapeDataString(path) });
            var begun = await Send("POST", "/api/v1/models/m/versions/1/uploads", Json(value));
            await Check(begun, value);
            Assert.True((int)begun.StatusCode is 400 or 404, $"{value}: {(int)begun.StatusCode}");
        }

        Assert.Equal(before, FilesOnDisk());
    }

    [Fact]
    public async Task A_JSON_body_over_the_limit_is_rejected_and_the_limit_is_named()
    {
        // Waits for 100 Continue: the server closes the connection when it rejects the body, and the response could be
        // lost.
        var body = Json($"{{\"name\": \"{new string('n', Limits.JsonBodyBytesMax)}\"}}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/models") { Content = body };
        request.Headers.ExpectContinue = true;
        using var response = await service.Http.SendAsync(request);
        var value = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains(ProblemCodes.LimitExceeded, value, StringComparison.Ordinal);
        Assert.Contains($"{Limits.JsonBodyBytesMax}", value, StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static string GetPath(RouteEndpoint endpoint, string id) => "/" + string.Join('/',
        endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { IsCatchAll: true } => "a/b",
            _ => id,
        }));

    private string[] FilesOnDisk()
    {
        var artifacts = Path.Combine(service.Folder, "model_registry", "artifacts");
        return Directory.Exists(artifacts)
            ? Directory.GetFiles(artifacts, "*", SearchOption.AllDirectories)
            : [];
    }

    private async Task<HttpResponseMessage> Send(string method, string address, HttpContent? content)
    {
        var uri = new Uri(
            service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + address,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return await service.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), uri) { Content = content });
    }

    private static async Task Check(HttpResponseMessage response, string what)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, $"{what}: {(int)response.StatusCode} {body}");
        if (response.IsSuccessStatusCode || response.RequestMessage!.Method == HttpMethod.Head) return;
        // Kestrel itself rejects invalid HTTP, before a problem can be written.
        if (body.Length == 0 && response.StatusCode == HttpStatusCode.BadRequest && what.Contains('%')) return;
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {body}");
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Contains(problem.GetProperty("code").GetString()!, Codes);
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()), what);
    }
}
